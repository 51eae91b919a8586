"""What looks like a date and is none: « 13 rue du 4 septembre », « visite de 2 heures », « fils de 15 ans »."""

from collections.abc import Callable

from intents.dates.rule import Clock, Days, Moment, NoDate, Quantity, Rule, Stretch

#: A visit that would last more hours than that begins then.
_LONGEST = 7
#: « CM2 »
_LAST_LEVEL = 2


def _no(reason: str) -> Callable[..., NoDate]:
    return lambda _moment, *_captured: NoDate(reason)


def _short(_moment: Moment, hour: int, _minute: int = 0) -> NoDate | None:
    """« visite de 2 h » lasts, « la visite de 14 h » begins."""
    return NoDate("duration") if hour <= _LONGEST else None


def _visit(_moment: Moment, length: Quantity) -> NoDate | None:
    """« visite 2 h » lasts, « visite 15 h » begins."""
    return None if length.unit == "hour" and length.count > _LONGEST else NoDate("duration")


def _age(_moment: Moment, count: int) -> NoDate:
    return NoDate("age" if count < 100 else "duration")


def _span(_moment: Moment, length: Quantity) -> NoDate:
    return NoDate("age" if length.unit == "year" else "duration")


def _level(_moment: Moment, number: int) -> NoDate | None:
    """« CE2 », « CM1 », but « ce 22 »."""
    return NoDate("level") if number <= _LAST_LEVEL else None


def _past(moment: Moment, named: Days | Stretch) -> NoDate | None:
    """« j'ai fini mon contrat le mois dernier »."""
    if isinstance(named, Days):
        is_past = all(day.known and day.known < moment.today for day in named.days)
    else:
        is_past = all(period.end and period.end <= moment.now for period in named.periods) and bool(named.periods)
    return NoDate("story") if is_past else None


def _bygone(_moment: Moment, days: Days) -> NoDate | None:
    """« je vous ai écrit lundi » is not next Monday."""
    return NoDate("story") if all(day.is_bare and not day.bound and not day.until for day in days.days) else None


def _since(_moment: Moment, named: Days | Stretch) -> NoDate | None:
    """« depuis mon accident en mars », not « depuis ma chambre jusqu'au 30 »."""
    is_bound = named.kind == "bound" if isinstance(named, Stretch) else any(day.bound for day in named.days)
    return None if is_bound else NoDate("since")


def _habit(_moment: Moment, each: Days | Clock) -> NoDate | None:
    """« je vais au marché chaque samedi »."""
    is_each = each.is_each if isinstance(each, Clock) else all(day.every == "all" for day in each.days)
    return NoDate("habit") if is_each else None


def _weekly(_moment: Moment, days: Days) -> NoDate | None:
    """« on se retrouve le lundi au café », not « on se retrouve lundi »."""
    return NoDate("habit") if all(day.every and day.number is None and not day.bound for day in days.days) else None


#: Before anything else.
FIRST = (
    Rule("phone", "[+] {yy} [.|-|/] {yy} [.|-|/] {yy} [.|-|/] {yy} [.|-|/] {yy}", _no("phone")),
    Rule("address", "<street> (du|de le|des|de) ({dd}|{o}) {mo} [{year}]", _no("address")),
    Rule("address", "<building> (du|de le) <historic-day> [{year}]", _no("address")),
    Rule("address", "[le|du|au] {n} [bis|ter] [,] (<street>|{X}) !(à|du {n} au)", _no("address")),
    Rule("event-name", "<feast-thing> [de] noël", _no("name")),
    Rule("person", "(<first-name>|<title>) <feast-name>", _no("name")),
    Rule("address", "(<building>|<street>) [de|du|de la|de l'] <feast-name>", _no("address")),
    Rule("recurrence", "(un|une|1) (week end|{wd}|jours|semaine|mois|matin|soir) sur (2|3)", _no("recurrence")),
    Rule("recurrence", "(tous les|toutes les|chaque|les) {o} {wd} (du|de chaque) mois", _no("recurrence")),
    Rule("state", "<works-late> [trop|très|assez] (tard le (soir|matin)|tôt le matin|de bonne heures)", _no("state")),
    Rule("recurrence", "<each> {n} <time-unit>", _no("recurrence")),
    Rule("ride", "<ride> de {hour} heures [{minute}]", _no("name")),
    Rule("unit", "(24|24 heures) / 24", _no("always")),
    Rule("unit", "7 [jours] / 7", _no("always")),
    Rule("unit", "24 heures sur 24", _no("always")),
    Rule("shift", "(en|les|des|du|horaires|équipes) (2|3|4|5) (/|x|*) 8", _no("always")),
    Rule("unit", "(1|3) / (2|4|3) (jours|journée|heures|tarif|finale|d'heures|de|pension)", _no("fraction")),
    Rule(
        "department",
        "(dans|ds|sur) le {n} [,|ou] (ou|et|sinon) [dans] le {n} !({mo}|/|.|-|à {hour} heures|{n})",
        _no(""),
    ),
    Rule("department", "(dans|ds|sur) [tout] le {n} !({mo}|/|.|-|à {hour} heures|{n})", _no("")),
    Rule("department", "<department> [du|le|de|:] {n} !({mo}|(/|.|-) {month} !({mo}|-))", _no("")),
    Rule("bac", "<edition> {year}", _no("name")),
    Rule("level", "bac [+] {n} [à|et|ou|/|-] [bac] [+] [{n}]", _no("name")),
    Rule("level", "(ce|cm) {day} !({mo}|/)", _level),
    Rule("person", "<named> [,|:|est|c'est] {mo}", _no("name")),
    Rule("epoch", "<of-times> (de demain|d'aujourd'hui|d'hier)", _no("epoch")),
    Rule("epoch", "[d'] hier (à|et|ou) [d'|de] (aujourd'hui|demain)", _no("epoch")),
    Rule("story", "(comme|que|qu') [à|le|l'] (an|année) <last>", _no("story")),
    Rule("story", "(j'ai|on a|nous avons|j'avais|on avait|j'étais|on était) ~ [le|l'] (an|année) <last>", _no("story")),
    Rule("story", "(an|année) <last> [,] (j'|je|on|nous|mon|ma|notre)", _no("story")),
    Rule("story", "cette année [,|ci] [,] (j'|je|on|nous)", _no("story")),
    Rule("story", "<becomes> ~3 [l'|le] (an|année) <next>", _no("story")),
    Rule("idiom", "[le] week end (compris|inclus)", _no("any")),
    Rule("idiom", "un week end (de libre|libre|de disponible|dispo)", _no("any")),
    Rule("idiom", "(y compris [le|les] (week end|{wd})|week end et [le|les] {wd} (compris|inclus))", _no("any")),
    Rule("idiom", "(du jours au lendemain|au jours le jours|mai 68|24 heures (du|pour))", _no("name")),
    Rule("idiom", "((journal|travail) du {wd}|(journal|jt) de {hour} heures)", _no("name")),
    Rule("name", "<maker> [de|chocolatées|chocolatée|glacées] mars !({year})", _no("name")),
    Rule("mark", "(noté|notée|note|notes|mis|donné|vaut|eu|moyenne) ~ {n} [, {n}] / (10|20)", _no("mark")),
    Rule("place", "(près|loin|proche|proches|à côté|autour|voisin|voisine|partir) d'ici", _no("place")),
    Rule("name", "(matinée|soirée|le après midi|nuit) (de l'|des|de la|du|de|pour l') <held-for>", _no("name")),
    Rule("place", "(dans le|canal du|gens du|accent du|soleil du) midi", _no("place")),
    Rule("idiom", "du matin (au|jusqu'au) soir", _no("always")),
    Rule("state", "<works> (de|en|la) nuit", _no("state")),
    Rule("state", "<works> (de|du|d') (matin|soir|après midi|week end)", _no("state")),
    Rule("place", "(sur|vers|à|près de|autour de) mars !({year}|prochain)", _no("place")),
    Rule("wish", "<wish> <wished>", _no("wish")),
    Rule("farewell", "(^|<bye>|{X}) [et] à <see-you> =($|;|[,] <bye>)", _no("wish")),
    Rule("anaphora", "(ce|ces|cette|cet) [{n}] (jours|date|dates|moment|semaine|week end) là", _no("anaphora")),
    Rule("both-days", "^ [bon|ok] [,] [alors|pour|va pour] [,] les 2 [alors|en fait|finalement] $", _no("anaphora")),
    Rule("both-days", "(les|ces) 2 (jours|dates|journées|soir|soirées) !(avant|de|du|après|plus)", _no("anaphora")),
    Rule("recurrence", "{n} (fois|heures|jours) par (jours|semaine|mois|an)", _no("recurrence")),
    Rule("recurrence", "<each> <time-unit>", _no("recurrence")),
    Rule("age", "<before-age> {n} ans", _age),
    Rule("age", "{n} (à|-|et) {n} ans", _no("age")),
    Rule("state", "<dwell> ~ (en ce moment|actuellement|maintenant)", _no("state")),
    Rule("state", "(temps|tps) en ce moment", _no("state")),
    Rule("state", "actuellement", _no("state")),
    Rule("state", "aujourd'hui [,] ((je|j'|nous|on|il|elle|ils) <living>|<settled>)", _no("state")),
    Rule("state", "aujourd'hui [,] c'est (moi|nous|mon|ma|notre|lui|elle) !(premier|jours)", _no("state")),
    Rule("state", "maintenant (que|je|on|il|elle|[,] <settled>)", _no("state")),
    Rule("state", "(mais|donc) maintenant", _no("state")),
    Rule("story", "vacances ~3 [,] (sont|est|c'est) [déjà|bien] (fini|finies|passées|terminées|loin)", _no("story")),
    Rule("lasting", "<lasting> (la|toute la|toute une|une) (journée|matinée) entière", _no("duration")),
    Rule("lasting", "<lasts> [:|de|<roughly>] ({q}|{hour} heures [{minute}])", _no("duration")),
    Rule("lasting", "<as-long-as> ({q}|{hour} heures {minute}) !(avant|après)", _no("duration")),
    Rule("lasting", "{hour} heures [{minute}] <spent>", _short),
    Rule("lasting", "{hour} heures [{minute}] de (<visit>|<journey>)", _no("duration")),
    Rule("lasting", "{q} de (<visit>|<journey>|cours|travail|congés|vacances|repos|retard|pause)", _no("duration")),
    Rule("lasting", "<visit> [de|d'|en|sur|:|,] {q} !(avant|plus tôt)", _visit),
    Rule("lasting", "<visit> (de|d') [<roughly>] {hour} heures [{minute}] !(à|-|jusqu'à)", _short),
    Rule("lasting", "(à|a) [<roughly>] {hour} heures [{minute}] (de|d') !(<part-word>)", _short),
    Rule("lasting", "(à|a) [<roughly>] {q} (de|d') !(<part-word>)", _no("duration")),
    Rule("lasting", "(de|d') [<roughly>] {hour} heures [{minute}] !(<to>|du|de l'|avant)", _short),
    Rule("lasting", "en {q} !(avant)", _no("duration")),
    Rule("lasting", "pour (2|3) heures !({minute})", _no("duration")),
    Rule("lasting", "(quelques|plusieurs|deux ou trois) <time-unit> !(<coming>|<later>|avant)", _no("duration")),
    Rule("count", "(classe|groupe|section|promo) de {n} [,] !({mo}|heures)", _no("")),
    Rule("count", "semaine de (cours|travail|stage|vacances|congés|boulot|4 jours|6 jours|deux jours)", _no("name")),
    Rule("count", "(ma|ta|sa|notre|votre) semaine", _no("name")),
)  # fmt: skip

#: When dates have been read: what is left of them that says something else.
LAST = (
    Rule(
        "since",
        "{D} depuis [le|la|les|mes|mon|ma|que|qu'] ({q}|{n}|{year}|toujours|longtemps|tout petit|toute petite)",
        _no("since"),
    ),
    Rule(
        "free-day",
        "jours (où|ou) ~3 (bosse|bossons|travaille|travaillons) pas [,|:] [c'est|est|sera|ce sera] [le] {D}",
        lambda _moment, days: days,
    ),
    Rule(
        "state",
        "(où|ou|qui|dont) ~3 (bosse|bossons|bossent|travaille|travaillons|travaillent) pas ~3 {DP}",
        _no("state"),
    ),
    Rule("habit", "{D} [,] <habit>", _no("habit")),
    Rule("habit", "<habit> ~3 {D}", _no("habit")),
    Rule("habit", "<habitual> ~ {DH}", _habit),
    Rule("habit", "(je|on|nous|il|elle|ils|elles) <pastime> ~ {D}", _weekly),
    Rule("habit", "{D} [,] (je|on|nous|il|elle|ils|elles) <pastime>", _weekly),
    Rule("habit", "<folk> !(<no-habit>|{DH}) ~ {DH}", _habit),
    Rule("habit", "(^|;) {DH} [,] (<habitual>|[mon|ma|notre] <folk> !(<no-habit>))", _habit, after=True),
    Rule("habit", "pas ~ {H}", _habit),
    Rule("since", "depuis [le|la|les] ({DPHC}|{year})", _no("since")),
    Rule(
        "since",
        "depuis (mon|ma|mes|son|sa|ses|notre|leur) "
        "!(canapé|salon|bureau|lit|fauteuil|ordi|ordinateur|téléphone|pc|domicile|chambre) ~3 {DP}",
        _since,
    ),
    Rule("since", "depuis {q}", _no("since")),
    Rule("since", "(depuis|en|de) {year}", _no("since")),
    Rule("story", "<past> ~ {DP}", _past),
    Rule("story", "{DP} [,] <past>", _past),
    Rule("story", "<done-then> [le|ce] {D}", _bygone),
    Rule("birth", "(né|née|nés|nées) [le|en|un] ({DP}|{year})", _no("birth")),
    Rule("story", "<happened> ~3 {DP}", _no("story")),
    Rule("story", "(alternance|stage|apprentissage|contrat|cdd|cdi) ~3 [pour|dès] {P}", _no("story")),
    Rule("story", "<takes> [mon|son|le|leur|un|ses|mes|les] <passed> ~3 {DP}", _no("story")),
    Rule("story", "<engagement> <begin-or-end> ~3 {DP}", _no("story")),
    Rule("story", "<begin-or-end> [un|mon|ma|une|son|sa] <engagement> ~3 {DP}", _no("story")),
    Rule(
        "birth",
        "(eu|aura|auront|aurai|avoir|fête|fêtera|fêtons|fera) [ses|mes|leurs|nos] {n} ans [le|en] {DP}",
        _no("birth"),
    ),
    Rule("story", "(lève|lèves|couche|réveille|réveillons|levons|couchons|dîne|dînons|dors) ~3 {HC}", _no("story")),
    Rule("age", "{n} ans", _age),
    Rule("duration", "{q}", _span),
)
