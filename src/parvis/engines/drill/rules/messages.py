"""Rules of the hand-overs: does the word get through, and what if it does not?"""

from parvis.engines.drill.rules.registry import Found, View, rule


@rule("C01", "error", "messages")
def no_channel(view: View) -> Found:
    """A role that must hear from another, and no channel is named"""
    silent: dict[str, dict[str, None]] = {}
    for message, _, heard in view.words:
        if message.sender and not message.channels:
            silent.setdefault(message.sender, {}).update(dict.fromkeys(heard))
    told = {(message.sender, role) for message, _, heard in view.words for role in heard}
    for task in view.plan.tasks:
        unheard = [r for r in task.informed if r not in task.responsible and (task.code, r) not in told]
        if unheard:
            silent.setdefault(task.code, {}).update(dict.fromkeys(unheard))
    yield from ((sender, {"receivers": tuple(heard)}) for sender, heard in silent.items())


@rule("C02", "warning", "messages")
def one_channel(view: View) -> Found:
    """A role that hears from another by one channel only, with nothing to fall back on"""
    single: dict[tuple[str, str], dict[str, None]] = {}
    for message, _, heard in view.words:
        if message.sender and len(set(message.channels)) == 1 and message.timeout_s is None:
            single.setdefault((message.sender, message.channels[0]), {}).update(dict.fromkeys(heard))
    for (sender, channel), heard_by in single.items():
        yield sender, {"receivers": tuple(heard_by), "channel": channel}


@rule("C03", "error", "messages")
def silenced_by_overload(view: View) -> Found:
    """Notifications in the hands of one role alone, which is wanted in more places than it has"""
    for role in view.plan.roles:
        alone = tuple(message.sender for message, senders, _ in view.words if senders == {role.code})
        peak = view.peak(role.code) if alone else 0
        if peak > role.capacity:
            values = {"count": len(alone), "all": len(view.words), "peak": peak, "capacity": role.capacity}
            yield role.code, values | {"tasks": tuple(dict.fromkeys(alone))}


@rule("C04", "warning", "messages")
def waits_to_be_called(view: View) -> Found:
    """Somebody who begins only when called, and does nothing when no call comes"""
    waiting: dict[str, dict[str, None]] = {}
    for message in view.plan.messages:
        if message.way == "pull" and message.receiver and message.timeout_s is None:
            sender = view.plan.by_code.get(message.sender)
            waiting.setdefault(message.receiver, {}).update(dict.fromkeys(sender.responsible if sender else ()))
    yield from ((task, {"callers": tuple(callers)}) for task, callers in waiting.items())
