"""Every sentence that this room says, in English, with named placeholders, so that a caller can pass its own gettext.

`gettext_noop` marks the strings for the translators' catalogue without needing a translation machinery here.
"""

from collections.abc import Callable

Translate = Callable[[str], str]


def gettext_noop(text: str) -> str:
    return text


REASONS: dict[str, str] = {
    "function_station": gettext_noop("People arrive and leave here by train or metro: it is mapped as a station."),
    "function_bus_station": gettext_noop("It is mapped as a bus station."),
    "function_ferry_terminal": gettext_noop("It is mapped as a landing place for ferries."),
    "function_air_terminal": gettext_noop("It is mapped as an airport terminal."),
    "function_square": gettext_noop("It is mapped as a public square."),
    "function_pedestrian_area": gettext_noop("It is open ground for people on foot."),
    "function_marketplace": gettext_noop("A market is held here."),
    "function_mall": gettext_noop("It is mapped as a shopping centre or department store."),
    "function_retail_ground": gettext_noop("It is ground used for shops."),
    "function_shopping_street": gettext_noop("It is a street for people on foot, with shops along it."),
    "function_walking_street": gettext_noop("It is a long street for people on foot."),
    "function_place_of_worship": gettext_noop("People gather here to worship."),
    "function_museum": gettext_noop("It is mapped as a museum or gallery."),
    "function_theatre": gettext_noop("It is a stage, screen or arts centre with an audience."),
    "function_event_venue": gettext_noop("It is a venue for events."),
    "function_library": gettext_noop("It is mapped as a library."),
    "function_nightclub": gettext_noop("It is a club where people gather at night."),
    "function_attraction": gettext_noop("It is a sight that visitors come to see."),
    "function_theme_park": gettext_noop("It is a park with attractions or animals that families visit."),
    "function_stadium": gettext_noop("It is a stadium."),
    "function_conference_centre": gettext_noop("It is a conference centre."),
    "function_hotel": gettext_noop("It is a large hotel."),
    "function_business_park": gettext_noop("It is a named business area."),
    "function_town_hall": gettext_noop("It is a town hall."),
    "function_court": gettext_noop("It is a court of law."),
    "function_government": gettext_noop("It is an office of government or a mission of another state."),
    "function_hospital": gettext_noop("It is a hospital."),
    "function_university": gettext_noop("It is a university or college."),
    "function_school": gettext_noop("It is a school."),
    "function_event_ground": gettext_noop("It is ground kept for fairs and festivals."),
    "function_park": gettext_noop("It is a park."),
    "size_area": gettext_noop("It covers about %(area)s m²."),
    "size_length": gettext_noop("It is about %(length)s m long."),
    "size_unknown": gettext_noop("It is mapped as a point: its extent is not known yet."),
    "capacity": gettext_noop("The map gives it room for %(count)s people."),
    "around_stations": gettext_noop("Stations within %(metres)s m: %(count)s."),
    "around_stops": gettext_noop("Stops and metro entrances within %(metres)s m: %(count)s."),
    "around_shops": gettext_noop("Shops within %(metres)s m: %(count)s."),
    "around_food": gettext_noop("Places to eat and drink within %(metres)s m: %(count)s."),
    "around_worship": gettext_noop("Places of worship within %(metres)s m: %(count)s."),
    "around_schools": gettext_noop("Schools, nurseries and colleges within %(metres)s m: %(count)s."),
    "around_culture": gettext_noop("Cultural venues and sights within %(metres)s m: %(count)s."),
    "around_institutions": gettext_noop("Public institutions within %(metres)s m: %(count)s."),
    "around_hotels": gettext_noop("Hotels and hostels within %(metres)s m: %(count)s."),
    "around_entrances": gettext_noop("Entrances mapped on its edge or inside: %(count)s."),
    "known": gettext_noop("It has an article in an encyclopaedia or a listing as heritage."),
    "merged": gettext_noop("It is drawn on the map as %(count)s objects, taken here as one place."),
    "repaired": gettext_noop("Its outline on the map crosses itself and was repaired: check it."),
}

DESCRIBED: dict[str, str] = {
    "on_street": gettext_noop("%(kind)s on %(street)s"),
    "near_place": gettext_noop("%(kind)s near %(place)s"),
    "at_point": gettext_noop("%(kind)s at %(lat)s, %(lon)s"),
}

NOUNS: dict[str, str] = {
    "station": gettext_noop("Station"),
    "bus_station": gettext_noop("Bus station"),
    "ferry_terminal": gettext_noop("Ferry landing"),
    "air_terminal": gettext_noop("Airport terminal"),
    "square": gettext_noop("Square"),
    "pedestrian_area": gettext_noop("Pedestrian area"),
    "marketplace": gettext_noop("Market"),
    "mall": gettext_noop("Shopping centre"),
    "retail_ground": gettext_noop("Shopping ground"),
    "shopping_street": gettext_noop("Shopping street"),
    "walking_street": gettext_noop("Street for walking"),
    "place_of_worship": gettext_noop("Place of worship"),
    "museum": gettext_noop("Museum or gallery"),
    "theatre": gettext_noop("Theatre, cinema or arts centre"),
    "event_venue": gettext_noop("Event venue"),
    "library": gettext_noop("Library"),
    "nightclub": gettext_noop("Night club"),
    "attraction": gettext_noop("Sight"),
    "theme_park": gettext_noop("Theme park or zoo"),
    "stadium": gettext_noop("Stadium"),
    "conference_centre": gettext_noop("Conference centre"),
    "hotel": gettext_noop("Hotel"),
    "business_park": gettext_noop("Business area"),
    "town_hall": gettext_noop("Town hall"),
    "court": gettext_noop("Court"),
    "government": gettext_noop("Government office"),
    "hospital": gettext_noop("Hospital"),
    "university": gettext_noop("University or college"),
    "school": gettext_noop("School"),
    "event_ground": gettext_noop("Event ground"),
    "park": gettext_noop("Park"),
}
