// Elements from names, attributes and children. Texts are set as text: nothing here reads HTML.
type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

export function h(name: string, attributes: Attributes = {}, ...children: (Node | string | null | undefined | false)[]): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (typeof value === "string") element.setAttribute(key, value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

export function press(label: string, act: () => void, attributes: Attributes = {}): HTMLElement {
  return h("button", { type: "button", class: "btn", ...attributes, click: act }, label);
}

export function fold(title: string, ...children: (Node | string | null)[]): HTMLElement {
  return h("details", {}, h("summary", {}, title), ...children);
}
