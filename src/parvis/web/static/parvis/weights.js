// The sum of the weights while they are typed. Without this file the server adds them up when they are saved.
const fields = [...document.querySelectorAll("input[data-weight]")];
const total = document.querySelector("[data-total]");

function add() {
  const sum = fields.reduce((all, field) => all + (Number.parseInt(field.value, 10) || 0), 0);
  total.textContent = String(sum);
  total.parentElement.classList.toggle("off", sum !== 100);
}

fields.forEach((field) => field.addEventListener("input", add));
add();
