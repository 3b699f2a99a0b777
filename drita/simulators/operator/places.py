"""Where the made-up operator works: eleven regions, their agencies, towns, streets, quarters and villages."""

from dataclasses import dataclass

# region | agency | name | municipality | county | latitude | longitude | postal code | weight | rural % | villages
_AGENCIES = """
11 Tiranë|1|Tirana 1|Tiranë|Tiranë|41.3275|19.8190|1001|95|2|
11 Tiranë|2|Tirana 2|Tiranë|Tiranë|41.3190|19.8020|1019|90|3|
11 Tiranë|3|Tirana 3|Tiranë|Tiranë|41.3370|19.8420|1005|70|12|Dajt;Farkë e Madhe;Petrelë;Vaqarr;Ndroq
11 Tiranë|4|Kamëz|Kamëz|Tiranë|41.3817|19.7600|1030|42|20|Paskuqan;Bërxull;Zall-Herr
11 Tiranë|5|Vorë|Vorë|Tiranë|41.3908|19.6550|1032|14|40|Prezë;Kodër-Vorë;Bërxull
12 Durrës|1|Durrës|Durrës|Durrës|41.3236|19.4550|2001|85|10|Rrashbull;Sukth;Manzë;Katund i Ri
12 Durrës|2|Kavajë|Kavajë|Tiranë|41.1856|19.5569|2501|26|40|Synej;Golem;Helmas;Luzi i Vogël
12 Durrës|3|Shijak|Shijak|Durrës|41.3456|19.5672|2013|14|45|Xhafzotaj;Maminas;Gjepalaj
12 Durrës|4|Krujë|Krujë|Durrës|41.5092|19.7928|1501|22|50|Fushë-Krujë;Thumanë;Bubq;Nikël
13 Elbasan|1|Elbasan|Elbasan|Elbasan|41.1125|20.0822|3001|48|35|Bradashesh;Shirgjan;Papër;Gjergjan;Labinot-Fushë
13 Elbasan|2|Librazhd|Librazhd|Elbasan|41.1792|20.3153|3401|12|60|Qukës;Hotolisht;Lunik;Orenjë
13 Elbasan|3|Gramsh|Gramsh|Elbasan|40.8697|20.1844|3301|8|60|Pishaj;Kodovjat;Kushovë
13 Elbasan|4|Cërrik|Cërrik|Elbasan|41.0319|19.9756|3003|10|55|Mollas;Klos;Shalës
13 Elbasan|5|Peqin|Peqin|Elbasan|41.0461|19.7511|3501|8|60|Pajovë;Shezë;Gjoçaj
14 Korçë|1|Korçë|Korçë|Korçë|40.6186|20.7808|7001|38|30|Drenovë;Mborje;Voskop;Mollaj
14 Korçë|2|Pogradec|Pogradec|Korçë|40.9025|20.6525|7301|18|40|Buçimas;Udënisht;Tushemisht
14 Korçë|3|Maliq|Maliq|Korçë|40.7058|20.7000|7002|12|70|Pojan;Libonik;Pirg;Vreshtas
14 Korçë|4|Ersekë|Kolonjë|Korçë|40.3378|20.6789|7401|5|55|Barmash;Çlirim;Leskovik
14 Korçë|5|Bilisht|Devoll|Korçë|40.6275|20.9900|7201|8|60|Progër;Hoçisht;Miras
15 Fier|1|Fier|Fier|Fier|40.7239|19.5561|9301|44|40|Mbrostar;Levan;Portëz;Dërmënas;Libofshë
15 Fier|2|Lushnjë|Lushnje|Fier|40.9419|19.7050|9001|32|50|Kolonjë;Allkaj;Bubullimë;Hysgjokaj
15 Fier|3|Ballsh|Mallakastër|Fier|40.5989|19.7347|9303|9|60|Aranitas;Hekal;Greshicë
15 Fier|4|Patos|Patos|Fier|40.6833|19.6194|9305|9|40|Ruzhdie;Zharrëz
16 Berat|1|Berat|Berat|Berat|40.7058|19.9522|5001|26|35|Otllak;Velabisht;Sinjë;Roshnik
16 Berat|2|Kuçovë|Kuçovë|Berat|40.8003|19.9167|5301|14|40|Perondi;Kozarë;Goraj
16 Berat|3|Çorovodë|Skrapar|Berat|40.5042|20.2272|5401|5|60|Bogovë;Gjerbës;Potom
16 Berat|4|Ura Vajgurore|Dimal|Berat|40.7689|19.8778|5007|10|60|Kutalli;Poshnjë;Cukalat
17 Vlorë|1|Vlorë|Vlorë|Vlorë|40.4700|19.4900|9401|55|20|Orikum;Novoselë;Qendër
17 Vlorë|2|Sarandë|Sarandë|Vlorë|39.8756|20.0050|9701|20|25|Ksamil;Finiq;Aliko
17 Vlorë|3|Himarë|Himarë|Vlorë|40.1017|19.7447|9425|8|60|Dhërmi;Lukovë;Vranisht
17 Vlorë|4|Selenicë|Selenicë|Vlorë|40.5306|19.6358|9427|6|70|Kotë;Armen;Sevaster
18 Gjirokastër|1|Gjirokastër|Gjirokastër|Gjirokastër|40.0758|20.1389|6001|16|30|Lazarat;Odrie;Picar
18 Gjirokastër|2|Tepelenë|Tepelenë|Gjirokastër|40.2958|20.0192|6301|6|55|Memaliaj;Progonat
18 Gjirokastër|3|Përmet|Përmet|Gjirokastër|40.2336|20.3517|6401|5|50|Petran;Piskovë;Frashër
19 Shkodër|1|Shkodër|Shkodër|Shkodër|42.0683|19.5126|4001|46|35|Guri i Zi;Velipojë;Bërdicë;Dajç;Rrethina
19 Shkodër|2|Lezhë|Lezhë|Lezhë|41.7836|19.6436|4501|24|45|Shëngjin;Shënkoll;Zejmen;Balldren
19 Shkodër|3|Laç|Kurbin|Lezhë|41.6356|19.7131|4701|16|45|Mamurras;Milot;Fushëkuqe
19 Shkodër|4|Koplik|Malësi e Madhe|Shkodër|42.2136|19.4364|4301|9|70|Gruemirë;Kastrat;Hot
19 Shkodër|5|Pukë|Pukë|Shkodër|42.0444|19.8997|4401|5|55|Gjegjan;Qerret;Rrapë
20 Kukës|1|Kukës|Kukës|Kukës|42.0769|20.4219|8501|14|55|Bicaj;Shtiqën;Surroj
20 Kukës|2|Krumë|Has|Kukës|42.1972|20.4131|8601|5|65|Golaj;Fajzë;Gjinaj
20 Kukës|3|Bajram Curri|Tropojë|Kukës|42.3572|20.0769|8701|6|55|Bujan;Bytyç;Valbonë
21 Burrel|1|Burrel|Mat|Dibër|41.6103|20.0089|8001|9|60|Lis;Ulëz;Rukaj;Baz
21 Burrel|2|Peshkopi|Dibër|Dibër|41.6850|20.4289|8301|15|65|Maqellarë;Tomin;Kastriot;Melan
21 Burrel|3|Bulqizë|Bulqizë|Dibër|41.4917|20.2219|8401|8|60|Zerqan;Shupenzë;Martanesh
21 Burrel|4|Rrëshen|Mirditë|Lezhë|41.7675|19.8756|4601|7|55|Rubik;Orosh;Kaçinar
"""

_STREETS = (
    *("Rruga Skënderbej", "Rruga Ismail Qemali", "Rruga Naim Frashëri", "Rruga Sami Frashëri", "Rruga Avni Rustemi"),
    *("Rruga 28 Nëntori", "Rruga Luigj Gurakuqi", "Rruga Çajupi", "Rruga Gjergj Fishta", "Rruga Migjeni"),
    *("Rruga Dëshmorët", "Bulevardi Republika", "Rruga 5 Maji", "Rruga Nënë Tereza", "Rruga Abdyl Frashëri"),
    *("Rruga Bajram Curri", "Rruga Jani Vreto", "Rruga Kristoforidhi", "Rruga Fan Noli", "Rruga Mësonjëtorja"),
    *("Rruga e Pazarit", "Rruga e Shkollës", "Rruga e Spitalit", "Rruga e Stacionit", "Rruga e Vjetër"),
)
_STREETS_OF = {
    "Tiranë": (
        *("Rruga e Kavajës", "Rruga e Durrësit", "Rruga Myslym Shyri", "Rruga e Dibrës", "Rruga e Elbasanit"),
        *("Rruga e Barrikadave", "Rruga Qemal Stafa", "Bulevardi Zogu I", "Rruga Vaso Pasha", "Rruga Ali Demi"),
        *("Rruga Siri Kodra", "Rruga Muhamet Gjollesha", "Rruga Don Bosko", "Rruga Medar Shtylla", "Rruga Haxhi Kika"),
        *("Rruga Sulejman Delvina", "Rruga Him Kolli", "Rruga Bardhyl", "Rruga Pavarësia", "Rruga Komuna e Parisit"),
        *("Rruga Mine Peza", "Rruga Reshit Çollaku", "Rruga Fortuzi", "Rruga Asim Vokshi", "Rruga Xhanfize Keko"),
    ),
    "Durrës": ("Rruga Taulantia", "Rruga Aleksandër Goga", "Rruga Egnatia", "Rruga Tregtare", "Rruga Pavarësia", "Rruga Adria"),
    "Shkodër": ("Rruga Kolë Idromeno", "Rruga 13 Dhjetori", "Rruga Marin Barleti", "Rruga Oso Kuka", "Rruga Teuta"),
    "Vlorë": ("Bulevardi Vlorë-Skelë", "Rruga Transballkanike", "Rruga Kosova", "Rruga Perlat Rexhepi", "Rruga Uji i Ftohtë"),
    "Elbasan": ("Bulevardi Aqif Pasha", "Rruga Qemal Stafa", "Rruga 11 Nëntori", "Rruga Thoma Kalefi", "Rruga Rinia"),
    "Korçë": ("Bulevardi Shën Gjergji", "Bulevardi Fan Noli", "Rruga Mitropolia", "Rruga Kostandin Gaçe", "Rruga Midhi Kostani"),
    "Fier": ("Rruga Jakov Xoxa", "Rruga Kastriot Muça", "Rruga Ramiz Aranitasi", "Rruga Leonidha Cuci"),
    "Berat": ("Rruga Antipatrea", "Rruga Onufri", "Rruga Mihal Komnena", "Bulevardi Republika"),
}  # fmt: skip
_QUARTERS = (
    "Lagjja 1",
    "Lagjja 2",
    "Lagjja 3",
    "Lagjja 4",
    "Lagjja 5",
    "Lagjja Partizani",
    "Lagjja 1 Maji",
    "Lagjja e Re",
)
_QUARTERS_OF = {
    "Tiranë": ("Njësia Bashkiake 1", "Njësia Bashkiake 2", "Njësia Bashkiake 4", "Njësia Bashkiake 5", "Njësia Bashkiake 7", "Njësia Bashkiake 9", "Njësia Bashkiake 10"),
    "Durrës": ("Lagjja 1", "Lagjja 3", "Lagjja 11", "Lagjja 13", "Lagjja 14", "Lagjja 17", "Plazh"),
    "Vlorë": ("Lagjja Isa Boletini", "Lagjja Pavarësia", "Lagjja Osmën Haxhiu", "Lagjja Kushtrim", "Skelë"),
    "Shkodër": ("Lagjja Perash", "Lagjja Qemal Stafa", "Lagjja Vojo Kushi", "Lagjja Skënderbeg"),
}  # fmt: skip
NORTHERN = frozenset({"19", "20", "21"})
SOUTHERN = frozenset({"14", "16", "17", "18"})


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency with everything an address in it needs."""

    region_code: str
    region_name: str
    code: str
    name: str
    municipality: str
    county: str
    latitude: float
    longitude: float
    postal_code: str
    weight: int
    rural_percent: int
    villages: tuple[str, ...]

    @property
    def streets(self) -> tuple[str, ...]:
        """Streets of the town: its own ones first, then those every town has."""
        own = _STREETS_OF.get(self.municipality, ())
        return own if len(own) > 20 else own + _STREETS

    @property
    def quarters(self) -> tuple[str, ...]:
        """Quarters of the town."""
        return _QUARTERS_OF.get(self.municipality, _QUARTERS)


def agencies() -> tuple[Agency, ...]:
    """
    (This function will) return the agencies in the order of their codes.

    >>> places = agencies()
    >>> len({place.region_code for place in places}), places[0].code
    (11, '11-01')
    """
    return tuple(_agency(line) for line in _AGENCIES.strip().splitlines())


def _agency(line: str) -> Agency:
    region, number, name, municipality, county, latitude, longitude, postal, weight, rural, villages = line.split("|")
    region_code, region_name = region.split(" ", 1)
    return Agency(
        region_code=region_code,
        region_name=region_name,
        code=f"{region_code}-{int(number):02d}",
        name=name,
        municipality=municipality,
        county=county,
        latitude=float(latitude),
        longitude=float(longitude),
        postal_code=postal,
        weight=int(weight),
        rural_percent=int(rural),
        villages=tuple(filter(None, villages.split(";"))),
    )
