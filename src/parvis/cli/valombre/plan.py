"""What stands where in Valombre: squares, market, station, places of worship and all the rest, on the grid of blocks."""

from dataclasses import dataclass

from parvis.cli.valombre.forms import Form, church, hall, oval, wings
from parvis.cli.valombre.streets import Cell, Tags


@dataclass(frozen=True)
class Spot:
    """One place: either the open ground of its blocks (no form), or a building in the middle of them."""

    cells: tuple[Cell, ...]
    tags: Tags
    form: Form | None = None
    margin: float = 5.0  # metres between the ground and the middle of the streets around it
    among_houses: bool = False  # the building stands in an ordinary block
    extras: tuple[tuple[Form, Tags], ...] = ()
    around: tuple[Tags, ...] = ()
    ground: Tags | None = None  # what lies about the building


def square(name: str, **more: str) -> Tags:
    return {"place": "square", "highway": "pedestrian", "area": "yes", "name": name, "surface": "sett"} | more


def building(name: str, **more: str) -> Tags:
    return {"building": "yes", "name": name} | more


SHOP, CAFE, BAKER = {"shop": "clothes"}, {"amenity": "cafe"}, {"shop": "bakery"}
CHEMIST, BANK, MEALS = {"amenity": "pharmacy"}, {"amenity": "bank"}, {"amenity": "restaurant"}
STOP, BENCH, LAMP, TREE = (
    {"highway": "bus_stop", "public_transport": "platform"},
    {"amenity": "bench"},
    {"highway": "street_lamp"},
    {"natural": "tree"},
)
BOLLARD, DOOR, GATE = {"barrier": "bollard"}, {"entrance": "main"}, {"entrance": "yes"}
FOUNTAIN = {"amenity": "fountain", "building": "roof"}
LAWN, YARD, GARDEN = {"landuse": "grass"}, {"leisure": "pitch"}, {"leisure": "garden"}
TERRACES = (CAFE, BAKER, CAFE, SHOP, MEALS, BENCH, LAMP, BOLLARD, CAFE, SHOP, TREE, BENCH, LAMP, MEALS)
QUIET = (BENCH, LAMP, TREE, TREE, BENCH, LAMP)
GROVE = (BENCH, TREE, TREE, LAMP, TREE, TREE, BENCH, TREE, TREE, LAMP, TREE, TREE)
STREET = (SHOP, SHOP, BAKER, SHOP, CAFE, SHOP, CHEMIST, SHOP, BANK, SHOP, CAFE, SHOP, MEALS, SHOP, SHOP, BAKER)

SQUARES: tuple[Spot, ...] = (
    Spot(((5, 4), (6, 4)), square("Place des Halles", amenity="marketplace"), around=(*TERRACES, STOP),
         extras=((hall(58, 24, -14, 2), {"building": "retail", "name": "Les Halles", "start_date": "1871"}),
                 (oval(7, 7, 40, -2), FOUNTAIN))),
    Spot(((6, 8), (7, 8)), square("Parvis de la Gare"), around=(*TERRACES, STOP, STOP, STOP),
         extras=((hall(46, 5, 30, 12), {"building": "roof", "shelter_type": "public_transport"}),)),
    Spot(((5, 6),), square("Parvis Saint-Aubin"), around=(CAFE, BENCH, LAMP, LAMP, TREE, TREE)),
    Spot(((3, 4),), square("Place de l'Hôtel-de-Ville"), around=QUIET, extras=((oval(9, 9), FOUNTAIN),)),
    Spot(((9, 4),), square("Place du Théâtre"), around=(CAFE, CAFE, BENCH, STOP, MEALS)),
    Spot(((3, 6),), square("Place du Chapitre"), margin=13.0, around=QUIET),
    Spot(((10, 5),), square("Place de la Fontaine"), margin=12.0, around=(CAFE, BENCH, LAMP), extras=((oval(8, 8), FOUNTAIN),)),
    Spot(((1, 7),), square("Place de la Porte-d'Ouest"), margin=17.0, around=QUIET),
    Spot(((5, 2),), square("Place du Pont-Vieux"), margin=12.0, around=(CAFE, STOP, LAMP)),
    Spot(((8, 10),), square("Place de la Nouvelle-Filature"), margin=14.0, around=(CAFE, STOP, LAMP, BENCH, TREE, TREE),
         extras=((hall(18, 40, -22), LAWN),)),
    Spot(((6, 6),), square("Place des Tisserands"), margin=11.0, around=(CAFE, CAFE, SHOP, LAMP, MEALS)),
)  # fmt: skip

WORSHIP: tuple[Spot, ...] = (
    Spot(((4, 6),), building("Cathédrale Saint-Aubin", building="cathedral", amenity="place_of_worship", religion="christian"),
         church(58, 17), around=(DOOR, GATE, GATE, TREE, TREE), ground=GARDEN),
    Spot(((2, 6),), building("Synagogue de la rue des Trois-Puits", amenity="place_of_worship", religion="jewish"),
         hall(24, 15, 20, -12), among_houses=True),
    Spot(((10, 7),), building("Mosquée du Vallon", amenity="place_of_worship", religion="muslim"), hall(28, 22), ground=LAWN,
         around=(DOOR, TREE, TREE)),
    Spot(((1, 5),), building("Temple du Rempart", amenity="place_of_worship", religion="christian", denomination="protestant"),
         hall(26, 14), among_houses=True),
    Spot(((9, 1),), building("Église Notre-Dame-des-Lavandières", amenity="place_of_worship", religion="christian"),
         church(40, 12), ground=LAWN, around=(DOOR, TREE, TREE, BENCH)),
)  # fmt: skip

VENUES: tuple[Spot, ...] = (
    Spot(((7, 6),), building("Musée des Tisserands", tourism="museum"), wings(46, 40, 12), around=(DOOR,)),
    Spot(((8, 4),), building("Théâtre de l'Ombre", amenity="theatre"), hall(44, 32), around=(DOOR, GATE)),
    Spot(((8, 7),), building("Bibliothèque des Foulons", amenity="library"), wings(40, 34, 12), around=(DOOR,)),
    Spot(((11, 5),), building("Galerie des Foulons", tourism="gallery"), hall(30, 14, 0, 18), among_houses=True),
    Spot(((10, 8),), building("Cinéma Le Lumen", amenity="cinema"), hall(44, 30, 10), among_houses=True),
    Spot(((3, 1),), building("Salle des fêtes de l'Ombre", amenity="events_venue"), hall(42, 24), ground=LAWN, around=(DOOR, GATE)),
    Spot(((6, 0), (7, 0)), {"leisure": "stadium", "name": "Stade des Quais"}, oval(190, 92),
         extras=((hall(96, 58), YARD), (hall(110, 9, 0, 38), building("Tribune d'honneur", building="grandstand")),
                 (hall(110, 7, 0, -38), building("Tribune sud", building="grandstand"))), around=(GATE, GATE, STOP)),
    Spot(((12, 1), (13, 1)), {"amenity": "festival_grounds", "landuse": "recreation_ground", "name": "Pré-aux-Foires"}, margin=10.0),
    Spot(((5, 1), (6, 1)), {"leisure": "park", "name": "Jardin des Teinturiers"}, margin=8.0, around=GROVE,
         extras=((oval(44, 22), {"natural": "water", "water": "pond"}),)),
    Spot(((10, 4),), {"leisure": "park", "name": "Promenade du Rempart"}, margin=7.0, around=GROVE),
    Spot(((9, 10),), building("Centre de congrès de la Filature", amenity="conference_centre"), hall(66, 46), ground=LAWN, around=(DOOR,)),
    Spot(((3, 10),), {"landuse": "commercial", "name": "Parc d'affaires de la Filature"}, margin=8.0,
         extras=tuple((hall(20, 34, east), {"building": "office"}) for east in (-26, 0, 26))),
    Spot(((0, 8),), building("Piscine de l'Octroi", leisure="sports_centre"), hall(52, 32), ground=LAWN),
)  # fmt: skip

SERVICES: tuple[Spot, ...] = (
    Spot(((6, 9), (7, 9)), building("Gare de Valombre", building="train_station", railway="station", public_transport="station"),
         hall(96, 15, 0, -21), extras=((hall(150, 5, 0, -2), {"building": "roof", "railway": "platform"}),
                                        (hall(150, 5, 0, 9), {"building": "roof", "railway": "platform"}))),
    Spot(((4, 8),), building("Gare routière", amenity="bus_station", public_transport="station"), hall(52, 20), around=(STOP,) * 5),
    Spot(((4, 4),), building("Hôtel de ville", amenity="townhall"), wings(52, 40, 14), around=(DOOR, TREE, TREE)),
    Spot(((9, 6),), building("Palais de justice", amenity="courthouse"), wings(48, 42, 15), around=(DOOR,)),
    Spot(((2, 8),), building("Maison de justice et du droit", office="government"), hall(36, 22, 0, 18), among_houses=True),
    Spot(((12, 4), (12, 5)), building("Centre commercial du Rempart", shop="mall", building="retail"), hall(78, 112),
         around=(SHOP, SHOP, STOP, SHOP, SHOP)),
    Spot(((12, 7),), building("Hôpital de Valombre", amenity="hospital", building="hospital"), wings(80, 56, 18), ground=LAWN,
         around=(DOOR, STOP)),
    Spot(((0, 4),), building("Université de l'Ombre", amenity="university", building="university"), wings(76, 54, 15), ground=LAWN,
         around=(DOOR, STOP, TREE, TREE)),
    Spot(((4, 7),), building("Collège du Chapitre", amenity="school", building="school"), wings(50, 44, 12), around=(DOOR,)),
    Spot(((11, 8),), building("Lycée de l'Octroi", amenity="school", building="school"), wings(70, 50, 13), ground=LAWN,
         around=(DOOR, STOP)),
)  # fmt: skip

PLACES: tuple[Spot, ...] = (*SQUARES, *WORSHIP, *VENUES, *SERVICES)
