"""The sentences of the rules: what was found, why it matters, and a way out."""

from parvis.engines.statement import gettext_noop

TEMPLATES = {
    "T01": gettext_noop("Nobody is responsible for %(subject)s."),
    "T02": gettext_noop("Nobody answers for %(subject)s."),
    "T03": gettext_noop("Several roles answer for %(subject)s: %(roles)s."),
    "T04": gettext_noop("%(subject)s is given to somebody who is not a role of this plan: %(roles)s."),
    "T05": gettext_noop("%(subject)s must be done within %(target)d seconds, yet %(count)d roles are to be consulted."),
    "R01": gettext_noop("Nobody holds the role %(subject)s."),
    "R01_periods": gettext_noop("Nobody holds the role %(subject)s in these duty periods: %(periods)s."),
    "R02": gettext_noop("%(subject)s has no deputy, and the whole waits for its tasks: %(tasks)s."),
    "R03": gettext_noop("%(subject)s holds two roles that are needed at the same time: %(roles)s."),
    "R04": gettext_noop("%(subject)s holds two roles that must not be in one hand: %(roles)s."),
    "R05": gettext_noop("Everybody who holds %(subject)s depends on %(shared)s: they fail together."),
    "D01": gettext_noop("These tasks wait for one another in a circle: %(tasks)s."),
    "D02": gettext_noop("No trigger ever sets off %(subject)s."),
    "D03": gettext_noop("Nothing follows from %(subject)s, and nobody is told."),
    "D04": gettext_noop("%(subject)s waits for %(before)s of another organisation, and no message carries the word."),
    "C01": gettext_noop("%(receivers)s must hear from %(subject)s, but no channel is named."),
    "C02": gettext_noop("%(receivers)s hear from %(subject)s by one channel only: %(channel)s."),
    "C03": gettext_noop(
        "%(subject)s alone makes %(count)d of the %(all)d notifications, and has up to %(peak)d tasks at once "
        "with room for %(capacity)d: partners may not be told (%(tasks)s)."
    ),
    "C04": gettext_noop("%(subject)s starts only when somebody calls (%(callers)s); nothing happens if no call comes."),
    "C04_outside": gettext_noop("%(subject)s starts only when somebody calls; nothing happens if no call comes."),
    "O01": gettext_noop("%(subject)s took part in no exercise of the last twelve months."),
    "O01_last": gettext_noop("%(subject)s took part in no exercise since %(last)s."),
    "O02": gettext_noop("No exercise has ever played %(subject)s."),
    "O03": gettext_noop("Nobody has checked in the last six months that %(subject)s can be reached."),
    "O03_last": gettext_noop("Nobody has checked since %(last)s that %(subject)s can be reached."),
    "O04": gettext_noop("A flaw was found in %(subject)s (%(since)s), and no exercise has played it since."),
    "X01": gettext_noop("%(subject)s can save lives, but has no target time."),
    "X02": gettext_noop(
        "%(subject)s cannot be done within %(target)d seconds: what comes before it takes it to %(least)d at best."
    ),
    "S01": gettext_noop(
        "%(subject)s is done within %(target)d seconds in only %(share)d %% of the runs (between %(low)d and %(high)d %%)."
    ),
    "S02": gettext_noop("%(subject)s has up to %(peak)d tasks at once, with room for %(capacity)d."),
    "S03": gettext_noop(
        "The time within which %(milestone)s is done in four runs out of five would be %(share)d %% shorter if nothing "
        "waited for %(subject)s."
    ),
    "S04": gettext_noop("Without %(subject)s these are never done: %(milestones)s."),
    "S04_late": gettext_noop("Without %(subject)s these come %(added)d seconds later: %(milestones)s."),
    "S05": gettext_noop("Up to %(peak)d of %(subject)s are wanted at once, and there are %(capacity)d."),
    "S06": gettext_noop("If %(subject)s fails, these are never done: %(milestones)s."),
    "S07": gettext_noop(
        "%(subject)s decides in %(share)d %% of the runs when %(milestone)s is done, and its target leaves no margin."
    ),
}

REASONS = {
    "T01": gettext_noop("A task without somebody who does it is a wish."),
    "T02": gettext_noop("When it is not done, nobody notices that it was theirs to see to."),
    "T03": gettext_noop("Each relies on the other, and under stress nobody decides."),
    "T04": gettext_noop("A service has no telephone at night; a role with a holder has."),
    "T05": gettext_noop("Asking everybody takes longer than the task may."),
    "R01": gettext_noop("Its tasks wait for somebody who is not there."),
    "R02": gettext_noop("One person who is on leave, ill or not reached stops the whole."),
    "R03": gettext_noop("One of the two roles stands empty while the other is at work."),
    "R04": gettext_noop("Whoever commands cannot at the same time check, advise or command elsewhere."),
    "R05": gettext_noop("The same power cut or dead exchange takes the holder and the deputies away."),
    "D01": gettext_noop("None of them can ever begin."),
    "D02": gettext_noop("It stands on paper and is never called for."),
    "D03": gettext_noop("A warning that reaches nobody protects nobody."),
    "D04": gettext_noop("Each organisation believes that the other will tell."),
    "C01": gettext_noop("Who has to find a way to call at that moment loses the minutes that count."),
    "C02": gettext_noop("Networks are overloaded exactly when they are needed."),
    "C03": gettext_noop(
        "Under load the calls to partners are what is put off; it happened, and an exercise had shown it."
    ),
    "C04": gettext_noop("Two sides wait for each other, each in good faith."),
    "O01": gettext_noop("People work together on the day as they have worked together before."),
    "O02": gettext_noop("Its time is a guess, and so is whether it works."),
    "O03": gettext_noop("Numbers and people change faster than plans."),
    "O04": gettext_noop("A lesson that was never tried again is not learned."),
    "X01": gettext_noop("Without a target nobody can say whether it is fast enough."),
    "X02": gettext_noop("Nobody can meet it: it hides where the time is lost."),
    "S01": gettext_noop("A target that is missed in more than one run of five is not a plan to rely on."),
    "S02": gettext_noop("What there is no room for waits, and the most urgent is not always served first."),
    "S03": gettext_noop("The time is lost in a queue, not in the work."),
    "S04": gettext_noop("It is a single point of failure."),
    "S05": gettext_noop("One of the two tasks will wait for equipment that the other holds."),
    "S06": gettext_noop("It is a single point of failure, and channels fail for everybody at once."),
    "S07": gettext_noop("Any delay of it is a delay of the whole."),
}

FIXES = {
    "T01": gettext_noop("Name the role that does it."),
    "T02": gettext_noop("Name the one role that answers for it."),
    "T03": gettext_noop("Leave one role that answers for it; consult or inform the others."),
    "T04": gettext_noop("Name a role with a holder rather than a service."),
    "T05": gettext_noop("Let the responsible role act first and inform the others."),
    "R01": gettext_noop("Name a holder for every duty period."),
    "R02": gettext_noop("Name a deputy who can be reached in another way."),
    "R03": gettext_noop("Give one of the roles to somebody else, or put their tasks one after another."),
    "R04": gettext_noop("Give one of the two roles to somebody else."),
    "R05": gettext_noop("Name a deputy at another site, or with another way to be reached."),
    "D01": gettext_noop("Let one of them start without waiting for the others."),
    "D02": gettext_noop("Say which trigger it begins with, or which task it follows."),
    "D03": gettext_noop("Say who needs to know, or which task starts from it."),
    "D04": gettext_noop("Add the message: who tells whom, by which channel, and what if no word comes."),
    "C01": gettext_noop("Name a channel and a second one to fall back on."),
    "C02": gettext_noop("Name a second channel that does not share its power, network or place."),
    "C03": gettext_noop(
        "Give the notifications to another role, such as the control room, and a second person for them."
    ),
    "C04": gettext_noop("Say after how long the role acts on its own, and whom it asks."),
    "O01": gettext_noop("Invite it to the next exercise, also if only by telephone."),
    "O02": gettext_noop("Play it in the next table-top."),
    "O03": gettext_noop("Call the contacts once, and note the date."),
    "O04": gettext_noop("Change the task, then play it again: the lesson closes when it works."),
    "X01": gettext_noop("Set a target time, in seconds from the trigger."),
    "X02": gettext_noop("Shorten what comes before, start it earlier, or set an honest target."),
    "S01": gettext_noop("See what drives the delay and which change helps most, or set an honest target."),
    "S02": gettext_noop("Share the tasks out, put them one after another, or add a second person."),
    "S03": gettext_noop("Add a second person, or give the calls to a role that is free."),
    "S04": gettext_noop("Name a deputy who can be reached in another way."),
    "S05": gettext_noop("Put the tasks one after another, or find a second one."),
    "S06": gettext_noop("Name a second channel, or say what happens when no word comes."),
    "S07": gettext_noop("Shorten it, start it earlier, or let part of the rest begin without it."),
}
