"""What stands where in Valombre: squares, market, station, places of worship and all the rest, on the grid of blocks."""

from dataclasses import dataclass, field

from parvis.cli.valombre.streets import Cell, Tags


@dataclass(frozen=True)
class Spot:
    cells: tuple[Cell, ...]
    tags: Tags
    shrink: float = 0.07
    hall: Tags | None = None  # a building in the middle of open ground
    line: tuple[Cell, Cell] | None = None  # a street instead of a ground
    around: tuple[Tags, ...] = field(default_factory=tuple)


def square(name: str, **more: str) -> Tags:
    return {"place": "square", "highway": "pedestrian", "area": "yes", "name": name, "surface": "sett"} | more


def building(name: str, **more: str) -> Tags:
    return {"building": "yes", "name": name} | more


SHOP, CAFE, BAKER = {"shop": "clothes"}, {"amenity": "cafe"}, {"shop": "bakery"}
STOP, BENCH, LAMP = (
    {"highway": "bus_stop", "public_transport": "platform"},
    {"amenity": "bench"},
    {"highway": "street_lamp"},
)
BOLLARD = {"barrier": "bollard"}
TERRACES = (CAFE, BAKER, CAFE, SHOP, STOP, BENCH, LAMP, BOLLARD)
QUIET = (BENCH, LAMP, STOP)

PLACES: tuple[Spot, ...] = (
    Spot(((5, 4), (6, 4)), square("Place des Halles", wikidata="none") | {"amenity": "marketplace"}, 0.05,
         {"building": "retail", "name": "Les Halles", "start_date": "1871"}, around=TERRACES),
    Spot(((6, 8), (7, 8)), square("Parvis de la Gare"), 0.05, around=(*TERRACES, STOP, STOP)),
    Spot(((6, 9), (7, 9)), building("Gare de Valombre", building="train_station", railway="station", public_transport="station"), 0.22),
    Spot(((4, 6),), building("Cathédrale Saint-Aubin", building="cathedral", amenity="place_of_worship", religion="christian"), 0.12,
         around=({"entrance": "main"}, {"entrance": "yes"})),
    Spot(((5, 6),), square("Parvis Saint-Aubin"), 0.05, around=(CAFE, BENCH, LAMP, LAMP)),
    Spot(((5, 5), (6, 5)), {"highway": "pedestrian", "name": "Grande Rue"}, line=((2, 5), (11, 5)),
         around=(SHOP, SHOP, BAKER, SHOP, CAFE, SHOP, SHOP, {"amenity": "pharmacy"}, {"amenity": "bank"}, SHOP, SHOP, CAFE)),
    Spot(((4, 4),), building("Hôtel de ville", amenity="townhall"), 0.15, around=({"entrance": "main"},)),
    Spot(((3, 4),), square("Place de l'Hôtel-de-Ville"), 0.05, around=QUIET),
    Spot(((7, 6),), building("Musée des Tisserands", tourism="museum"), 0.15),
    Spot(((8, 4),), building("Théâtre de l'Ombre", amenity="theatre"), 0.15),
    Spot(((9, 4),), square("Place du Théâtre"), 0.06, around=(CAFE, CAFE, BENCH, STOP)),
    Spot(((2, 6),), building("Synagogue de la rue des Trois-Puits", amenity="place_of_worship", religion="jewish"), 0.28),
    Spot(((10, 7),), building("Mosquée du Vallon", amenity="place_of_worship", religion="muslim"), 0.2),
    Spot(((1, 5),), building("Temple du Rempart", amenity="place_of_worship", religion="christian", denomination="protestant"), 0.28),
    Spot(((11, 1),), building("Église Notre-Dame-des-Lavandières", amenity="place_of_worship", religion="christian"), 0.22),
    Spot(((8, 7),), building("Bibliothèque Ada-des-Foulons", amenity="library"), 0.2),
    Spot(((9, 6),), building("Palais de justice", amenity="courthouse"), 0.18),
    Spot(((3, 6),), square("Place du Chapitre"), 0.08, around=QUIET),
    Spot(((10, 5),), square("Place de la Fontaine"), 0.08, around=(CAFE, BENCH, LAMP)),
    Spot(((1, 7),), square("Place de la Porte-d'Ouest"), 0.07, around=QUIET),
    Spot(((12, 4), (12, 5)), building("Centre commercial du Rempart", shop="mall", building="retail"), 0.1, around=(SHOP, SHOP, STOP)),
    Spot(((12, 7),), building("Hôpital de Valombre", amenity="hospital", building="hospital"), 0.12),
    Spot(((2, 1), (3, 1)), {"leisure": "park", "name": "Jardin des Teinturiers"}, 0.06, around=(BENCH, BENCH, LAMP)),
    Spot(((7, 1), (8, 1), (7, 0), (8, 0)), {"leisure": "stadium", "name": "Stade des Quais", "building": "stadium"}, 0.12),
    Spot(((10, 0), (11, 0)), {"landuse": "recreation_ground", "name": "Pré-aux-Foires", "leisure": "events"}, 0.06),
    Spot(((5, 1),), building("Salle des fêtes de l'Ombre", amenity="events_venue"), 0.18),
    Spot(((5, 2),), square("Place du Pont-Vieux"), 0.07, around=(CAFE, STOP, LAMP)),
    Spot(((0, 2),), building("Université de l'Ombre", amenity="university", building="university"), 0.12),
    Spot(((4, 7),), building("Collège du Chapitre", amenity="school", building="school"), 0.15),
    Spot(((9, 10),), building("Centre de congrès de la Filature", amenity="conference_centre"), 0.12),
    Spot(((8, 10),), square("Place de la Nouvelle-Filature"), 0.07, around=(CAFE, STOP, LAMP, BENCH)),
    Spot(((4, 8),), building("Gare routière", amenity="bus_station", public_transport="station"), 0.15, around=(STOP, STOP, STOP)),
    Spot(((10, 8),), building("Cinéma Le Lumen", amenity="cinema"), 0.2),
    Spot(((3, 10),), {"landuse": "commercial", "name": "Parc d'affaires de la Filature"}, 0.06),
    Spot(((11, 4),), building("Galerie des Foulons", tourism="gallery"), 0.22),
    Spot(((2, 8),), building("Maison de justice et du droit", office="government"), 0.22),
    Spot(((0, 8),), building("Piscine de l'Octroi", leisure="sports_centre"), 0.15),
    Spot(((6, 6),), square("Place des Tisserands"), 0.07, around=(CAFE, CAFE, SHOP, LAMP)),
)  # fmt: skip
