"""What the people of the walk write, in their language."""

from typing import NamedTuple


class Words(NamedTuple):
    places: str  # the link in the menu
    rationale: str
    custodian: str
    trees: str
    van: str
    theft: str
    lead_sees: str
    police_sees: str
    weakness: str
    would_help: str
    need: str
    metric: str
    threshold: str
    question: str
    as_it_is: str
    people_first: str
    barrier: str
    reasons: str
    dissent: str
    council: str
    action: str
    owner: str
    seen: str
    lesson: str
    fewer: str  # what stands beside the attack risk while few have answered
    summary: str
    why_shared: str
    planned: str  # a heading of the document of a place


WORDS = {
    "en": Words(
        places="Places",
        rationale="The quay of every visitor and of every evening; the tram, the river and four hundred years of houses.",
        custodian="Municipal service of public space",
        trees="Row of granite posts along the water",
        van="On a Saturday in June a van turns in from the tunnel street although the quay is closed to traffic. The posts along the water stop nothing on that side; the waiters see it first.",
        theft="At the tram stop two people press against visitors who look at a map. The stop stands in the only dark corner of the quay.",
        lead_sees="The tunnel street is steep and has a bend: nobody gets up speed there.",
        police_sees="I drove it in the morning at forty: nothing stands in the way for sixty metres.",
        weakness="Vans can reach the tables from the tunnel street without slowing down.",
        would_help="Whoever drives in is slow and has been seen by somebody who may act.",
        need="No vehicle reaches the tables faster than walking pace.",
        metric="Speed at the first table",
        threshold="at most 6 km/h",
        question="How to keep vehicles away from the tables",
        as_it_is="Everything stays",
        people_first="Stewards and a narrower mouth of the street",
        barrier="Barriers that open for deliveries",
        reasons="The stewards are there for everything else too, and the narrower street is in place every day.",
        dissent="The police expert: stewards stop nobody at forty kilometres an hour.",
        council="Municipal council",
        action="Narrow the mouth of the tunnel street with seats and planters",
        owner="Department of public works",
        seen="Nobody knew who decides until the mayor is reached; the call went round three desks.",
        lesson="Write on the first page of the plan who decides until the mayor is reached.",
        fewer="fewer than 11",
        summary="Seats and planters narrow the way in, and stewards look after the rest.",
        why_shared="Agreed with the police; nothing in it leads to a place.",
        planned="Decision",
    ),
    "fr": Words(
        places="Lieux",
        rationale="Le quai de tous les visiteurs et de tous les soirs ; le tramway, le fleuve et quatre siècles de maisons.",
        custodian="Service municipal de l'espace public",
        trees="Rangée de bornes en granit le long de l'eau",
        van="Un samedi de juin, une camionnette arrive de la rue du tunnel alors que le quai est fermé à la circulation. Les bornes le long de l'eau n'arrêtent rien de ce côté ; les serveurs la voient les premiers.",
        theft="À l'arrêt du tramway, deux personnes se pressent contre des visiteurs penchés sur un plan. L'arrêt se trouve dans le seul coin sombre du quai.",
        lead_sees="La rue du tunnel est raide et coudée : personne n'y prend de vitesse.",
        police_sees="Je l'ai prise le matin à quarante : rien ne fait obstacle sur soixante mètres.",
        weakness="Une camionnette peut atteindre les terrasses par la rue du tunnel sans ralentir.",
        would_help="Qui entre roule au pas, et quelqu'un qui peut agir l'a vu.",
        need="Aucun véhicule n'atteint les terrasses plus vite qu'au pas.",
        metric="Vitesse à la première table",
        threshold="6 km/h au plus",
        question="Comment tenir les véhicules loin des terrasses",
        as_it_is="Rien ne change",
        people_first="Des médiateurs et une entrée de rue plus étroite",
        barrier="Des barrières qui s'ouvrent pour les livraisons",
        reasons="Les médiateurs servent aussi à tout le reste, et la rue plus étroite agit tous les jours.",
        dissent="L'expert de la police : des médiateurs n'arrêtent personne à quarante à l'heure.",
        council="Conseil municipal",
        action="Rétrécir l'entrée de la rue du tunnel avec des bancs et des bacs",
        owner="Direction de la voirie",
        seen="Personne ne savait qui décide tant que le maire n'est pas joint ; l'appel a fait le tour de trois bureaux.",
        lesson="Écrire en première page du plan qui décide tant que le maire n'est pas joint.",
        fewer="moins de 11",
        summary="Des bancs et des bacs rétrécissent l'entrée ; des médiateurs veillent au reste.",
        why_shared="En accord avec la police ; rien n'y mène à un lieu.",
        planned="Décision",
    ),
}
