"""The words by which records tell what was studied, how it was given, and for how long."""

from collections.abc import Mapping
from types import MappingProxyType

SPECIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rats": ("rat", "rats"),
        "mice": ("mouse", "mice"),
        "guinea pigs": ("guinea pig", "guinea pigs", "guinea-pig", "guinea-pigs"),
        "hamsters": ("hamster", "hamsters"),
        "rabbits": ("rabbit", "rabbits"),
        "cats": ("cat", "cats"),
        "dogs": ("dog", "dogs", "beagle", "beagles"),
        "pigs": ("swine", "piglet", "piglets", "minipig", "minipigs"),
        "sheep": ("sheep", "ewes"),
        "horses": ("horse", "horses"),
        "monkeys": ("monkey", "monkeys", "macaque", "macaques", "marmoset", "marmosets"),
        "chicks": ("chick", "chicks"),
        "frogs": ("frog", "frogs", "xenopus"),
        "zebrafish": ("zebrafish",),
        "fruit flies": ("drosophila",),
        "roundworms": ("caenorhabditis",),
        "humans": (
            *("human", "humans", "patient", "patients", "volunteer", "volunteers"),
            *("participant", "participants", "men", "women", "children", "infants", "neonates"),
        ),
    }
)
"""What a species is called in a text, by the name that is printed."""

SPECIES_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "Rats": "rats",
        "Mice": "mice",
        "Guinea Pigs": "guinea pigs",
        "Cricetinae": "hamsters",
        "Mesocricetus": "hamsters",
        "Rabbits": "rabbits",
        "Cats": "cats",
        "Dogs": "dogs",
        "Swine": "pigs",
        "Sheep": "sheep",
        "Horses": "horses",
        "Haplorhini": "monkeys",
        "Macaca": "monkeys",
        "Macaca fascicularis": "monkeys",
        "Macaca mulatta": "monkeys",
        "Macaca nemestrina": "monkeys",
        "Saimiri": "monkeys",
        "Callithrix": "monkeys",
        "Chickens": "chicks",
        "Rana pipiens": "frogs",
        "Xenopus laevis": "frogs",
        "Zebrafish": "zebrafish",
        "Drosophila melanogaster": "fruit flies",
        "Caenorhabditis elegans": "roundworms",
        "Humans": "humans",
    }
)
"""MeSH descriptors of species; "Rats, Wistar" is rats of the strain Wistar."""

HUMAN = "humans"

STRAINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Sprague-Dawley": ("sprague-dawley", "sprague dawley"),
        "Wistar": ("wistar",),
        "Long-Evans": ("long-evans", "long evans"),
        "Inbred F344": ("f344", "fischer 344", "fischer-344"),
        "Inbred Lew": ("lewis rats",),
        "Inbred C57BL": ("c57bl", "c57bl/6", "c57bl/6j", "c57bl/6n"),
        "Inbred ICR": ("icr", "icr mice", "cd-1", "cd1"),
        "Inbred BALB C": ("balb/c",),
        "Inbred DBA": ("dba/2", "dba/2j"),
        "Swiss": ("swiss webster", "swiss-webster", "swiss albino"),
        "Knockout": ("knockout mice", "knock-out mice", "null mice", "null mutant mice"),
        "Transgenic": ("transgenic mice",),
    }
)
"""What strains are called in a text, by MeSH's name for them after the species."""

SEXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"male": ("male", "males", "men"), "female": ("female", "females", "women")}
)
SEX_HEADINGS: Mapping[str, str] = MappingProxyType({"Male": "male", "Female": "female"})

ROUTES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "intrathecal": ("intrathecal", "intrathecally", "i.t.", "subarachnoid", "spinally"),
        "epidural": ("epidural", "epidurally", "extradural"),
        "intracerebroventricular": (
            *("intracerebroventricular", "intracerebroventricularly", "i.c.v.", "icv"),
            *("intraventricular", "intraventricularly"),
        ),
        "microinjection": ("microinjection", "microinjections", "microinjected", "microinfusion"),
        "intravenous": ("intravenous", "intravenously", "i.v."),
        "intraperitoneal": ("intraperitoneal", "intraperitoneally", "i.p."),
        "subcutaneous": ("subcutaneous", "subcutaneously", "s.c.", "pellet", "pellets"),
        "intramuscular": ("intramuscular", "intramuscularly", "i.m."),
        "oral": ("oral", "orally", "p.o.", "gavage", "per os"),
        "intraplantar": ("intraplantar", "intraplantarly", "i.pl.", "hindpaw injection"),
        "intradermal": ("intradermal", "intradermally", "i.d."),
        "intra-articular": ("intra-articular", "intraarticular"),
        "intranasal": ("intranasal", "intranasally"),
        "transdermal": ("transdermal", "transdermally"),
        "topical": ("topical", "topically"),
        "perineural": ("perineural", "perineurally"),
        "inhaled": ("inhaled", "inhalation"),
        "systemic": ("systemic", "systemically", "parenteral"),
        "local": ("local administration", "locally", "local injection", "peripherally"),
    }
)
"""What a route is called in a text, by the name that is printed."""

ROUTE_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "Injections, Spinal": "intrathecal",
        "Injections, Epidural": "epidural",
        "Injections, Intraventricular": "intracerebroventricular",
        "Microinjections": "microinjection",
        "Injections, Intravenous": "intravenous",
        "Infusions, Intravenous": "intravenous",
        "Injections, Intraperitoneal": "intraperitoneal",
        "Injections, Subcutaneous": "subcutaneous",
        "Infusions, Subcutaneous": "subcutaneous",
        "Injections, Intramuscular": "intramuscular",
        "Administration, Oral": "oral",
        "Injections, Intradermal": "intradermal",
        "Injections, Intra-Articular": "intra-articular",
        "Administration, Intranasal": "intranasal",
        "Administration, Cutaneous": "transdermal",
        "Administration, Topical": "topical",
        "Administration, Inhalation": "inhaled",
    }
)

TIMINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "acute": (
            *("acute", "acutely", "single dose", "single injection", "single administration"),
            *("single bolus", "single-dose"),
        ),
        "chronic": (
            *("chronic", "chronically", "repeated", "repeatedly", "prolonged", "sustained"),
            *("long-term", "long term", "daily", "twice daily", "continuous", "continuously"),
            *("subchronic", "sub-chronic", "multiple doses", "multiple injections"),
        ),
    }
)
"""What tells a single exposure from a lasting one."""

NOT_A_TIMING = (
    *("pain", "pains", "nocicep", "neuropath", "constriction", "inflamm", "arthrit", "stress"),
    *("postoperative", "post-operative", "post-surgical", "disease", "back", "low", "noncancer"),
    *("non-cancer", "nonmalignant", "non-malignant", "widespread", "migraine", "headache"),
    *("nerve", "phase", "hyperalgesia", "allodynia", "compression", "illness", "patients"),
    *("disorder", "condition", "intestin", "obstruct", "pancrea", "kidney", "renal", "heart"),
)
"""Beginnings of the word behind "acute" or "chronic" that make it tell of something else."""

DOSE_UNITS = (
    *("mg", "µg", "μg", "ug", "mcg", "ng", "pg"),
    *("mmol", "µmol", "μmol", "umol", "nmol", "pmol", "fmol", "mM", "µM", "μM", "uM", "nM"),
)
"""Units of a dose or a concentration; a weight in grams is more often an animal's."""
