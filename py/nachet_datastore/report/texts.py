"""The words of a report in English and French, and how each language writes numbers, shares and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..languages import Language
from .measures import Share

#: Between a number and its unit, and between thousands in French: no line ends there.
_SPACE, _NARROW = "\u00a0", "\u202f"
#: Between two numbers, and where there is no number.
DASH = "\u2013"

_MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
}  # fmt: skip
_SHORT: dict[Language, tuple[str, ...]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: ``words("title")``, with values for the braces of the text."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        english, french = TEXTS[key]
        text = english if self.language == "en" else french
        return text.replace("'", "\u2019").format(**values)

    def number(self, value: float, digits: int = 0) -> str:
        """A number, its thousands apart."""
        text = f"{value:,.{digits}f}"
        if self.language == "fr":
            text = text.replace(",", _NARROW).replace(".", ",")
        return text

    @property
    def unit(self) -> str:
        """What stands behind a number in per cent."""
        return "%" if self.language == "en" else f"{_SPACE}%"

    def share(self, value: float | None, digits: int = 1) -> str:
        """A share of 0 to 1 in per cent; a dash where there is none."""
        if value is None:
            return DASH
        return self.number(100 * value, digits) + self.unit

    def interval(self, share: Share) -> str:
        """The bounds of a share."""
        if (bounds := share.interval) is None:
            return DASH
        low, high = (self.number(100 * bound, 1) for bound in bounds)
        return f"{low}{_SPACE}{DASH}{_SPACE}{high}{self.unit}"

    def size(self, value: int) -> str:
        """A number of bytes."""
        units = ("B", "kB", "MB", "GB", "TB", "PB") if self.language == "en" else ("o", "ko", "Mo", "Go", "To", "Po")
        size, power = float(value), 0
        while size >= 1000 and power < len(units) - 1:
            size, power = size / 1000, power + 1
        return f"{self.number(size, 1 if power else 0)}{_SPACE}{units[power]}"

    def day(self, value: date) -> str:
        """A date in full."""
        number = "1er" if self.language == "fr" and value.day == 1 else str(value.day)
        return f"{number}{_SPACE}{_MONTHS[self.language][value.month - 1]} {value.year}"

    def month(self, value: date) -> str:
        """A month in full."""
        return f"{_MONTHS[self.language][value.month - 1]} {value.year}"

    def short_month(self, value: date) -> str:
        """A month, for an axis."""
        return f"{_SHORT[self.language][value.month - 1]} {value.year % 100:02}"


TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Report of the Nachet datastore", "Rapport de l'entrepôt de données Nachet"),
    "scope_all": (
        "About all pictures that this login may read.",
        "Sur toutes les images que ce compte peut lire.",
    ),
    "scope": ("About these pictures only:", "Sur ces images seulement\u00a0:"),
    "scope_containers": ("in the containers {names}", "dans les conteneurs {names}"),
    "scope_folders": (
        "in the folders {names}, and in those below them",
        "dans les dossiers {names}, et dans leurs sous-dossiers",
    ),
    "scope_since": ("uploaded on {day} or later (UTC)", "téléversées le {day} ou après (UTC)"),
    "scope_until": ("uploaded before {day} (UTC)", "téléversées avant le {day} (UTC)"),
    "scope_seeds": (
        "species: {names}, and all below them in the catalogue",
        "espèces\u00a0: {names}, et tout ce qui en relève dans le catalogue",
    ),
    "as_of": ("Last change in these pictures: {day}.", "Dernière modification de ces images\u00a0: {day}."),
    "contents": ("Contents", "Sommaire"),
    "empty": (
        "There is nothing to tell: no picture is in the store, or none that the filter takes.",
        "Il n'y a rien à rapporter\u00a0: aucune image dans l'entrepôt, ou aucune que le filtre retient.",
    ),
    "figure": ("Figure {number}.", "Figure {number}."),
    "table": ("Table {number}.", "Tableau {number}."),
    "numbers_beside": (
        "The same numbers are in table {number}.",
        "Les mêmes chiffres sont dans le tableau {number}.",
    ),
    "nothing": ("Nothing to show yet.", "Rien à montrer pour l'instant."),
    "more": (
        "The {shown} first of {total}.",
        "Les {shown} premiers sur {total}.",
    ),
    "interval_note": (
        "Intervals are Wilson's, with a confidence of 95\u00a0%: where few boxes were reviewed, they are wide.",
        "Les intervalles sont ceux de Wilson, au niveau de confiance de 95\u00a0%\u00a0: ils sont larges là où peu de "
        "cadres ont été vérifiés.",
    ),
    "unknown_model": ("no model named", "aucun modèle nommé"),
    "no_seed": ("no seed", "pas une semence"),
    # what is in the store
    "store": ("What is in the store", "Ce que contient l'entrepôt"),
    "store_counts": ("Counts", "Nombres"),
    "what": ("What", "Élément"),
    "count": ("Number", "Nombre"),
    "containers": ("Containers", "Conteneurs"),
    "folders": ("Folders", "Dossiers"),
    "pictures": ("Pictures", "Images"),
    "crops": ("Of these, crops", "Dont images découpées"),
    "bytes": ("Size", "Taille"),
    "inferences": ("Inferences", "Inférences"),
    "versions": ("Versions of models", "Versions de modèles"),
    "specimens": ("Specimens", "Spécimens"),
    "species_seen": ("Species among settled specimens", "Espèces parmi les spécimens établis"),
    "species": ("Species", "Espèce"),
    "species_specimens": ("Settled specimens of each species", "Spécimens établis par espèce"),
    "share": ("Share", "Part"),
    "folder": ("Folder", "Dossier"),
    "folder_table": ("Pictures of each folder", "Images par dossier"),
    "inferred": ("With an inference", "Avec une inférence"),
    "verified": ("Verified", "Vérifiées"),
    # review
    "review": ("Review", "Vérification"),
    "review_lead": (
        "A picture is verified when all its boxes are reviewed. A specimen is settled when its species is known, "
        "disputed where people differ, open while more opinions are asked, and rejected when it is not a seed.",
        "Une image est vérifiée quand tous ses cadres le sont. Un spécimen est établi quand son espèce est connue, "
        "contesté là où les avis diffèrent, ouvert tant que d'autres avis sont demandés, et rejeté quand ce n'est pas "
        "une semence.",
    ),
    "picture_states": ("Pictures by the state of their review", "Images selon l'état de leur vérification"),
    "picture_verified": ("Verified", "Vérifiées"),
    "picture_waiting": ("With an inference, not verified", "Avec une inférence, non vérifiées"),
    "picture_bare": ("Without an inference", "Sans inférence"),
    "specimen_states": ("Specimens by state", "Spécimens selon leur état"),
    "state": ("State", "État"),
    "settled": ("Settled", "Établi"),
    "disputed": ("Disputed", "Contesté"),
    "open": ("Open", "Ouvert"),
    "rejected": ("Rejected: not a seed", "Rejeté\u00a0: pas une semence"),
    "reviews_by_month": ("Identifications by month", "Identifications par mois"),
    "month": ("Month", "Mois"),
    "confirm": ("Confirmed", "Confirmées"),
    "correct": ("Corrected", "Corrigées"),
    "reject": ("Rejected", "Rejetées"),
    "add": ("Added", "Ajoutées"),
    "reopen": ("Reopened", "Rouvertes"),
    "total": ("Total", "Total"),
    # confusion
    "confusion": ("Confusion", "Confusions"),
    "confusion_lead": (
        "What {version} called the specimens that people settled. It is the version that was used last. Each row is a "
        "species; a number is the share of its specimens in per cent, and a darker cell is a larger share.",
        "Comment {version} a nommé les spécimens que des personnes ont établis. C'est la dernière version utilisée. "
        "Chaque ligne est une espèce\u00a0; un nombre est la part de ses spécimens en pour cent, et une case plus "
        "foncée est une part plus grande.",
    ),
    "confusion_some": (
        "The {shown} most confused of {total} species are shown.",
        "Les {shown} espèces les plus confondues sur {total} sont montrées.",
    ),
    "heat_map": ("Confusion of species", "Confusions entre espèces"),
    "heat_rows": ("Species of the specimen", "Espèce du spécimen"),
    "heat_columns": ("Species that the model named", "Espèce nommée par le modèle"),
    "heat_key": ("Numbers of the species in figure {number}", "Numéros des espèces de la figure {number}"),
    "number": ("No.", "N°"),
    "right": ("Right", "Juste"),
    "confusions": ("The most frequent confusions", "Les confusions les plus fréquentes"),
    "truth": ("Specimen", "Spécimen"),
    "guess": ("Called", "Nommé"),
    "boxes": ("Boxes", "Cadres"),
    "share_of_species": ("Share of the species", "Part de l'espèce"),
    # species
    "metrics": ("Precision and recall of each species", "Précision et rappel par espèce"),
    "metrics_lead": (
        "Of {version}. Precision: how many of the boxes that the model called so are so. Recall: how many of the "
        "specimens of the species it found and called so. Support: how many such specimens there are.",
        "De {version}. Précision\u00a0: combien des cadres que le modèle a nommés ainsi le sont. Rappel\u00a0: combien "
        "des spécimens de l'espèce il a trouvés et nommés ainsi. Effectif\u00a0: combien il y a de tels spécimens.",
    ),
    "metrics_figure": (
        "Precision (circles) and recall (squares), with intervals",
        "Précision (cercles) et rappel (carrés), avec intervalles",
    ),
    "metrics_some": (
        "The {shown} species with the largest support are drawn; the table has all {total}.",
        "Les {shown} espèces d'effectif le plus grand sont tracées\u00a0; le tableau a les {total}.",
    ),
    "precision": ("Precision", "Précision"),
    "recall": ("Recall", "Rappel"),
    "support": ("Support", "Effectif"),
    "interval": ("Interval", "Intervalle"),
    # versions
    "accuracy": ("Accuracy of each version", "Exactitude par version"),
    "accuracy_lead": (
        "How often the best guess of a reviewed box was right, for each version of the model that names the species. "
        "Missed: settled specimens that no box shows. False alarms: boxes that show no seed.",
        "Combien de fois la meilleure proposition d'un cadre vérifié était juste, pour chaque version du modèle qui "
        "nomme l'espèce. Manqués\u00a0: spécimens établis qu'aucun cadre ne montre. Fausses alertes\u00a0: cadres qui "
        "ne montrent pas de semence.",
    ),
    "accuracy_figure": ("Accuracy by version, with intervals", "Exactitude par version, avec intervalles"),
    "version": ("Version", "Version"),
    "reviewed": ("Reviewed boxes", "Cadres vérifiés"),
    "accuracy_word": ("Accuracy", "Exactitude"),
    "missed": ("Missed", "Manqués"),
    "false_alarms": ("False alarms", "Fausses alertes"),
    "months_figure": ("Accuracy by the month of the inference", "Exactitude selon le mois de l'inférence"),
    "months_some": (
        "The {shown} versions with most reviewed boxes are drawn.",
        "Les {shown} versions avec le plus de cadres vérifiés sont tracées.",
    ),
    # calibration
    "calibration": ("Calibration", "Calibration"),
    "calibration_lead": (
        "Whether scores of {version} can be trusted: of boxes with a score of 0.8, eight in ten should be right (the "
        "dashed line). Below the line the model is too sure of itself. On average, scores are {error} away from it.",
        "Si l'on peut se fier aux scores de {version}\u00a0: des cadres au score de 0,8, huit sur dix devraient être "
        "justes (la ligne tiretée). Sous la ligne, le modèle est trop sûr de lui. En moyenne, les scores en sont à "
        "{error}.",
    ),
    "calibration_all": (
        "Scores are counted over all species, whatever the filter says.",
        "Les scores sont comptés sur toutes les espèces, quoi que dise le filtre.",
    ),
    "calibration_figure": ("Score and accuracy", "Score et exactitude"),
    "score": ("Score", "Score"),
    "mean_score": ("Mean score", "Score moyen"),
    # readers
    "readers": ("Agreement of readers", "Accord entre lecteurs"),
    "readers_lead": (
        "How far two readers agree on the specimens that both identified. Kappa is Cohen's: 1 is full agreement, 0 "
        "that of chance. Readers are told apart by the end of their ids.",
        "À quel point deux lecteurs s'accordent sur les spécimens que tous deux ont identifiés. Le kappa est celui de "
        "Cohen\u00a0: 1 est l'accord complet, 0 celui du hasard. Les lecteurs se distinguent par la fin de leurs "
        "identifiants.",
    ),
    "readers_figure": ("Kappa of pairs of readers", "Kappa des paires de lecteurs"),
    "reader": ("Reader", "Lecteur"),
    "other_reader": ("Other reader", "Autre lecteur"),
    "agreement": ("Agreement", "Accord"),
    "kappa": ("Kappa", "Kappa"),
    "pair": ("{one} and {other}", "{one} et {other}"),
    # boxes
    "unsure": ("The least sure boxes", "Les cadres les moins sûrs"),
    "unsure_lead": (
        "Boxes of the newest inferences that wait for a review, those with the lowest score first: where a review "
        "teaches most.",
        "Cadres des dernières inférences qui attendent une vérification, ceux au score le plus bas d'abord\u00a0: là "
        "où une vérification apprend le plus.",
    ),
    "unsure_caption": ("{guess}, score {score}. {folder}", "{guess}, score {score}. {folder}"),
    "suspects": ("The most suspect labels", "Les étiquettes les plus suspectes"),
    "suspects_lead": (
        "Reviewed specimens that models contradict, those first that most versions contradict with the highest scores: "
        "where a person may have been wrong.",
        "Spécimens vérifiés que des modèles contredisent, d'abord ceux que le plus de versions contredisent avec les "
        "scores les plus hauts\u00a0: là où une personne a pu se tromper.",
    ),
    "suspects_caption": (
        "{truth}; models say {guess} (versions: {versions}, score {score}). {folder}",
        "{truth}\u00a0; des modèles disent {guess} (versions\u00a0: {versions}, score {score}). {folder}",
    ),
    "box_picture": ("Box in its picture: {caption}", "Cadre dans son image\u00a0: {caption}"),
    "no_picture": ("no picture to show", "pas d'image à montrer"),
    "no_store": (
        "Pictures are shown only where the command was given a storage URL.",
        "Les images ne sont montrées que si la commande a reçu l'adresse du stockage de blobs.",
    ),
    "made_by": (
        "Made by nachet-datastore {version} from the views of schema {schema}. docs/report.md explains each number.",
        "Fait par nachet-datastore {version} à partir des vues du schéma {schema}. docs/report.md explique chaque "
        "nombre.",
    ),
}
