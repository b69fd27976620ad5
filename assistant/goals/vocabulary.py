"""The words of goals in German and English: verbs that say what is done, and words that say too little.

Tables and how to look a word up in them; what follows from a word is decided elsewhere. Verbs are listed by the
beginning that their forms share; German ones with a separable prefix as "ein|führ".
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.language import ENGLISH_FUNCTION_WORDS, GERMAN_FUNCTION_WORDS


@dataclass(frozen=True)
class Vocabulary:
    """What a language's goals are made of. `downward` and `upward` are the verbs that change a measure, `doing` other
    concrete verbs, `vague_verbs` those that leave open what is done; `states` are verb forms that name a state to be
    reached. `vague_words` say too little of how much or how well, `vague_times` of when, `vague_objects` of what."""

    downward: tuple[str, ...]
    upward: tuple[str, ...]
    doing: tuple[str, ...]
    states: tuple[str, ...]
    vague_verbs: tuple[str, ...]
    vague_words: tuple[str, ...]
    vague_times: tuple[str, ...]
    vague_objects: frozenset[str]
    function_words: frozenset[str]


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in " ".join(text.split()).split(",") if part.strip())


GERMAN = Vocabulary(
    downward=_list(
        """
        reduktion, senk, reduzier, verkürz, verringer, vermindern, verminder, minder, minimier, halbier, sink,
        gesunk, abbau, ab|bau, ab|senk, kürz, drück, einspar, ein|spar, spar, verkleiner, ver|ringer, begrenz, fall,
        fällt, sank, herunter|fahr, zurück|fahr, drossel, entfall, vermeid, vermied, verhinder, eliminier, beseitig,
        dritteln, drittel
        """
    ),
    upward=_list(
        """
        erhöh, steiger, steig, gestieg, stieg, verdopp, verdreifach, vervierfach, verfünffach, verzehnfach,
        vergrößer, wachs, wächst, gewachs, beschleunig, maximier, auf|stock, hoch|fahr, zu|nehm
        """
    ),
    doing=_list(
        """
        live|schalt, schalt, geschaltet, ab|wickel, abwickel, ausstatt, aus|statt, regel, steuer, gesteuert,
        auf|bereit, übertrag, verknüpf, konsolidier, kontrollier, vermess, inventarisier, reservier, terminier,
        vereinbar, verwalt, kalkulier, ab|rechn, aus|zahl, überweis, mahn, beliefer, nach|bestell, ein|lager,
        kommissionier, verpack, verlad, reinig, diagnostizier, behandel, aus|füll, unterschreib, verschlüssel,
        lösch, sperr, zurück|setz, aktualisier, synchronisier, zusammen|stell, ein|plan, zu|stell, ein|stuf,
        herunter|brech, unterbreit, verfass, moderier, ein|sortier, ab|leg, weg|fall, nach|verfolg, vorbereit,
        vor|bereit, nach|bereit, ein|pfleg, melden, ein|les, ab|schalt, auf|nehm, aufgenomm, ab|gleich, testen,
        ab|schaff, verhandel, beziffer, schule, schulen, schult, geschult, zurück|geh, ein|führ, automatisier,
        entwickel, entwick, auf|bau, bau, erkenn, erkann, klassifizier, übersetz, prüf, beantwort, vorhersag,
        vorherzusag, vorher|sag, prognostizier, sortier, zu|ordn, ordne, ordnen, geordnet, aus|les, ausgeles,
        erfass, ab|lös, ersetz, erstell, generier, schreib, geschrieb, zusammen|fass, ausroll, aus|roll, pilotier,
        test, mess, gemess, liefer, bereit|stell, integrier, an|bind, anbind, angebund, migrier, trainier,
        qualifizier, anonymisier, dokumentier, veröffentlich, implementier, installier, identifizier, finde, finden,
        gefund, lokalisier, überwach, meld, alarmier, priorisier, plan, planen, geplant, disponier, zu|weis,
        verteil, rout, leit, weiter|leit, bearbeit, verarbeit, ab|schließ, abgeschloss, abschließ, verbuch, buch,
        kontier, freigeb, freizugeb, freigegeb, zuordn, extrahier, transkribier, protokollier, empfehl, empfohl,
        berechn, schätz, bewert, kategorisier, vergleich, verglich, abgeglich, aus|wert, analysier, untersuch,
        ermittel, nach|weis, nachgewies, beleg, schließ, eröffn, gewinn, gewonn, ein|stell, verkauf, umsetz,
        um|setz, realisier, standardisier, vereinheitlich, digitalisier, archivier, bereinig, beschrift, annotier,
        label, sammel, sammeln, gesammelt, ein|hol, ab|frag, um|stell, aus|liefer, produzier, fertig, herstell,
        herzustell, hergestell, versend, verschick, versand, erledig, lös, löse, gelöst, lösen, aus|sortier, filter,
        blockier, stopp, verifizier, validier, zertifizier, ein|reich, beantrag, genehmig, entscheid, entschied,
        halt, einhalt, einzuhalt, eingehalt, abdeck, ab|deck, abzudeck, abgedeckt, vergeb, benenn, benann, fest|leg,
        definier, konzipier, entwerf, entworf, programmier, aus|stell, vermitt, betreu, berat, verschlagwort,
        indexier, durchsuch, beschaff, einkauf, bestell, tausch, wart, gewartet, repar, inspizier, sichtprüf, scann,
        digitalisi, unterscheid, zähl, gezählt, messbar, ausspiel, aus|spiel, aus|schreib, anpass, an|pass, kündig,
        sicher|stell, sicherstell, gewährleist, abschalt, vor|schlag, vorschläg, vorzuschlag, vorgeschlag,
        zusammen|führ, erzeug, erziel, erwirtschaft, auswähl, aus|wähl, entdeck, auf|deck, erkunden, befrag, befüll,
        beheb, behob, ein|richt, bring, gebracht
        """
    ),
    states=_list(
        """
        beträgt, betragen, liegt, liegen, erreicht, erreichen, hat, haben, sinkt, sinken, steigt, steigen, fällt,
        wird, werden, läuft, laufen, dauert, dauern, kostet, kosten, ist, sind, bleibt, bleiben, entspricht,
        erfüllt, findet, braucht, übersteigt, unterschreitet
        """
    ),
    vague_verbs=_list(
        """
        begreif, denk, sicher, arbeit, push, an|kurbel, ankurbel, stimm, beweg, passier, raus|hol, rausgeholt,
        heraus|hol, auf|brech, entschloss, meister, bewält, hinbekomm, wapp, rüst, positionier, etablier, leb, wag,
        dran|bleib, voran|geh, ausschau, sorg, kümmer, setz, heb, an|heb, angehob, auf|wert, aufwert, schau,
        mit|spiel, mitspiel, mithalt, durchstart, um|denk, neu denk, überdenk, punkt, glänz, lern, hinein|wachs,
        nach|denk, überleg, vorangeh, sei, geh, stell, steh, red, sprech, prüf mal, hol, ein|steig, auf|rüst,
        verbesser, verbess, optimier, voran|bring, vorangebracht, voran|treib, vorangetrieb, stärk, gestärk, nutz,
        genutz, aus|schöpf, moderni, professionalisier, intensivier, förder, unterstütz, weiter|entwickel, mach,
        gemacht, schaff, geschaff, an|geh, angegang, aus|probier, gestalt, auf|stell, erleichter, vereinfach,
        entlast, transformier, revolutionier, ein|setz, eingesetz, aus|bau, ausgebau, vertief, ergänz, helf, geholf,
        versuch, bemüh, beschäftig, auseinander|setz, profitier, anwend, an|wend, angewend, angewand, tun, getan,
        voran|komm, mitnehm, begeister, sicherer, einbind, ein|bind, etwas, ermöglich, befähig, begleit, verfolg,
        anstreb, an|streb, forcier, flexibilisier, harmonisier, verschlank, effektivier, komm
        """
    ),
    vague_words=_list(
        """
        besser, bessere, besseren, besserer, besseres, besserem, mehr, weniger, deutlich, deutliche, deutlichen,
        spürbar, spürbare, spürbaren, erheblich, erhebliche, erheblichen, möglichst, schneller, schnellere,
        schnelleren, effizienter, effizientere, effizienteren, effizient, effiziente, effizienten, effektiver,
        effektiv, optimal, optimale, optimalen, modern, moderne, modernen, moderner, innovativ, innovative,
        innovativen, innovativer, nachhaltig, nachhaltige, nachhaltigen, signifikant, signifikante, stark, stärker,
        höher, höhere, höheren, geringer, geringere, guten, gute, gut, hohe, hohen, kundenfreundlicher,
        kundenfreundlich, benutzerfreundlicher, nutzerfreundlicher, hochwertig, hochwertige, hochwertigen,
        zukunftsfähig, zukunftssicher, ganzheitlich, bestmöglich, bestmögliche, smart, smarter, intelligent,
        intelligente, intelligenten, intelligenter, einfacher, einfach, flexibler, agiler, wettbewerbsfähiger,
        günstiger, billiger, produktiver, zufriedener, genauer, sicherer, zuverlässiger, attraktiver, digitaler,
        schlanker, so gut wie möglich, ein bisschen, irgendwie, viel, viele, wesentlich, massiv, drastisch,
        merklich, maximal gut, weitgehend, größtenteils, ausreichend, angemessen, zeitgemäß
        """
    ),
    vague_times=_list(
        """
        so schnell wie möglich, so bald wie möglich, so früh wie möglich, schnellstmöglich, schnellstens,
        baldmöglichst, möglichst bald, möglichst schnell, bald, zeitnah, langfristig, mittelfristig, kurzfristig,
        demnächst, in kürze, irgendwann, künftig, zukünftig, in zukunft, perspektivisch, laufend, asap, auf dauer,
        in absehbarer zeit, in den nächsten jahren, nächstens, mittel- bis langfristig, dauerhaft, ständig,
        kontinuierlich
        """
    ),
    vague_objects=frozenset(
        """
        nummer gänge synergien synergie vorgänge vorgang haus champion silos silo hauptsache daten kultur zukunft
        kompetenz strategie readiness initiative initiativen gestützter position ansatz ansätze aspekt agenda
        schwung fahrt rad räder dampf gas mut offenheit machine learning deep schlüssel branche ki-vorreiter
        marktführer stichwort vorne vorteil anschluss segel wind richtung ganze ganzen ding sinn kunst thematik
        herausforderung herausforderungen herr frau zahl wert werte nutzen erwartung erwartungen rede jemand
        spitzenplatz takt rückenwind zukunftsfähigkeit exzellenz ki-kompetenz ki-readiness stufe note ki ai ml
        künstliche intelligenz künstlicher technologie technologien technik prozess prozesse prozessen prozesses
        abläufe abläufen ablauf dinge dingen sache sachen qualität effizienz performance produktivität innovation
        innovationen innovationskraft digitalisierung unternehmen firma betrieb ergebnis ergebnisse ergebnissen
        thema themen potenzial potenziale potentiale mehrwert transformation lösung lösungen tool tools arbeit ziel
        ziele zielen projekt projekte projekten jahr jahre jahren monat monate monaten woche wochen tag tage tagen
        quartal quartale quartalen ende prozent erfolg wettbewerb wettbewerbsfähigkeit vorteile chancen chance
        möglichkeiten möglichkeit bereich bereiche bereichen organisation level niveau wettbewerber markt alles
        einsatz hilfe basis rahmen art weise stand zeit modernisierung optimierung weg welt moment stelle zielwert
        ausgangswert istwert ist-wert termin kennzahl maßnahme maßnahmen ki-lösung ki-lösungen ki-system ki-systeme
        ki-tools ki-projekt ki-projekte ki-einsatz ki-strategie ki-themen wir leute spitze vorreiter game changer
        mindset llm llms modell modelle chatgpt aufgaben vorteilen verantwortlich verantwortung owner leitung stück
        schritt schritte bisschen team
        """.split()
    ),
    function_words=GERMAN_FUNCTION_WORDS,
)

ENGLISH = Vocabulary(
    downward=_list(
        """
        reduc, cut, lower, decreas, shorten, halv, minimis, minimiz, fall, drop, shrink, sav, eliminat, avoid,
        prevent, bring down, slash, trim, lessen, limit, remov
        """
    ),
    upward=_list(
        """
        increas, rais, rise, rising, lift, grow, doubl, tripl, quadrupl, maximis, maximiz, speed, accelerat, boost,
        expand, bring up
        """
    ),
    doing=_list(
        """
        prepar, personali, negotiat, quantif, launch, introduc, automat, develop, build, built, detect, recogni,
        classif, translat, check, answer, predict, forecast, sort, assign, read, captur, replac, creat, generat,
        writ, summari, roll out, rolled out, rollout, rolling out, roll, pilot, test, measur, deliver, provid,
        integrat, connect, migrat, train, document, publish, implement, install, identif, find, found, locat,
        monitor, report, alert, prioriti, plan, schedul, dispatch, distribut, rout, process, handl, complet, post,
        approv, extract, transcrib, recommend, calculat, estimat, scor, categori, compar, match, evaluat, analy,
        investigat, determin, prov, clos, open, win, hire, sell, establish, standardi, digiti, archiv, clean, label,
        annotat, collect, ship, produc, manufactur, send, resolv, solv, filter, block, stop, verif, validat, certif,
        submit, decid, keep, kept, cover, name, defin, design, program, index, search, order, replenish, repair,
        inspect, scan, flag, count, deploy, set up, put, pass, settl, draft, deflect, screen, rank, tag, redact,
        anonymi, onboard, retire, decommission, switch, move, mov, serv, book, suggest, pick, show, run, get, bring,
        turn, ensur, demonstrat, convert, retain, respond, reply, review, take, offer, triag, forward, map, log,
        remind, allocat, optical, spot, catch, hold, maintain, meet, finish, reconcil
        """
    ),
    states=_list(
        """
        is, are, be, stays, stay, remains, takes, take, costs, cost, reaches, reach, falls, fall, rises, rise,
        equals, achieves, drops, drop, has, have, hits, runs, answers
        """
    ),
    vague_verbs=_list(
        """
        achiev, embed, push, exploit, sort out, stay, ensure success, pursue, position, remain, master, cope,
        capitalis, capitaliz, maximise value, reap, nurture, cultivat, champion, get, turn, rethink, rethought,
        hope, expect, go, bring, brought, reimagin, reinvent, reshap, shap, mov, accelerate innovation, start,
        begin, continu, keep up, catch up, see, give, let, feel, allow, improv, optimi, enhanc, leverag, us, utili,
        strengthen, support, empower, driv, transform, moderni, streamlin, explor, foster, advanc, mak, becom,
        adopt, embrac, upgrad, simplif, facilitat, help, enabl, unlock, harness, innovat, do, tak, work, try, look,
        promot, appl, be, want, aim, benefit, incorporat, think, learn, experiment, deal, address, tackl,
        revolutioni, disrupt, elevat, augment, ramp, supercharg, future-proof, revamp
        """
    ),
    vague_words=_list(
        """
        better, more, less, significantly, significant, considerably, considerable, substantially, substantial,
        noticeably, faster, quicker, efficient, efficiently, effective, effectively, optimal, optimally, modern,
        innovative, sustainable, sustainably, strong, stronger, higher, lower, good, great, customer-friendly,
        user-friendly, high-quality, future-proof, holistic, best possible, as good as possible, as much as
        possible, smart, smarter, intelligent, easier, easy, simpler, flexible, agile, competitive, cheaper,
        productive, satisfied, happier, accurate, safer, reliable, attractive, world-class, cutting-edge,
        state-of-the-art, seamless, seamlessly, robust, dramatically, drastically, a lot, much, many, somewhat,
        somehow, greatly, data-driven, next-level, leaner, best-in-class, really, truly
        """
    ),
    vague_times=_list(
        """
        as soon as possible, as quickly as possible, as fast as possible, soon, asap, in the long run, in the long
        term, long-term, long term, mid-term, short-term, short term, in the near future, eventually, shortly, going
        forward, someday, some day, quickly, ongoing, in the future, in future, continuously, over time, promptly,
        in due course, at some point, sooner or later, in the coming years, constantly
        """
    ),
    vague_objects=frozenset(
        """
        generative data forward position regard workflows workflow ahead long possibilities excellence future-ready
        ready going already embedded spirit experimentation proof harder next synergies synergy medium term llms
        approach champion culture agenda momentum mindsets growth insight insights openness enterprise house
        everyone everybody someone anybody nobody life people board idea ideas wherever whenever sense digital first
        behind left expects expect hope hopes leadership industry future-proof data-driven ai-driven ai-first place
        stay keep put turn see good right point part kind case cases time-saving fit fully figure figures value-add
        road journey age era potentials share number numbers rate per fewer thanks average around mark ai ml
        artificial intelligence machine learning technology technologies process processes procedures things thing
        stuff quality efficiency performance productivity innovation digitalisation digitalization digitisation
        company business organisation organization firm result results topic topics potential value future
        transformation solution solutions tool tools work goal goals objective objectives target project projects
        year years month months week weeks day days quarter quarters end percent success competition advantage
        advantages opportunity opportunities area areas level way ways world time times game edge power impact
        everything something anything nothing lot lots bit next-level capability capabilities we us our operations
        outcomes outcome benefit benefits status today current currently baseline deadline metric team llm model
        models chatgpt responsible responsibility owner owned lead mindset strategy new existing automatically
        competitive leaders leader leading daily whole across need needs want wants wanted please like use using
        used help helps make makes made making become becomes get gets getting better best great well strive aim
        aims aiming intend plan
        """.split()
    ),
    function_words=ENGLISH_FUNCTION_WORDS,
)


def vocabulary(language: str) -> Vocabulary:
    """The tables of a language."""
    return GERMAN if language == "de" else ENGLISH


@cache
def verb_pattern(language: str, group: str) -> re.Pattern[str]:
    """Matches any form of the verbs of a group ('downward', 'upward', 'doing', 'vague_verbs') as a whole word."""
    forms = [form for entry in getattr(vocabulary(language), group) for form in _beginnings(entry, language)]
    longest_first = sorted(set(forms), key=len, reverse=True)
    endings = r"(?:en|n|t|te|ten|et|e|est|st|end|ende|enden|ung|ungen|ern|eln|er|elt|ert|elung|lung|erung|s)?"
    if language == "en":
        endings = (
            r"(?:e|es|ed|ing|s|y|ies|ied|d|ion|ions|ation|ations|ment|ement|ements|tion|tions|sation|zation|ting|ted|ping|ped|ning|ned|ise|ize|ised|ized|"
            r"ising|izing|se|ze|sed|zed|ses|zes|sing|zing|isation|ization|fy|fies|fied|fying|ying|te|tes|n|ten|al|ally)?"
        )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))}){endings}(?![\w-])", re.IGNORECASE)


def _beginnings(entry: str, language: str) -> list[str]:
    """The beginnings of all forms: "ein|führ" → einführ, einzuführ, eingeführ; "senk" → senk, gesenk."""
    if language == "en":
        return [entry]
    prefix, bar, stem = entry.partition("|")
    if bar:
        return [f"{prefix}{stem}", f"{prefix}zu{stem}", f"{prefix}ge{stem}"]
    return [entry, f"ge{entry}"]


@cache
def phrase_pattern(language: str, group: str) -> re.Pattern[str]:
    """Matches the words and phrases of 'vague_words' or 'vague_times' as whole words."""
    phrases = sorted(getattr(vocabulary(language), group), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])", re.IGNORECASE)
