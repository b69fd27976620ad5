"""Every text of the tab for models, in German and English; what the command line says too is in `models_wording`."""

# name: (German, English); both carry the same placeholders.
MODEL_TEXTS: dict[str, tuple[str, str]] = {
    "tab.models": ("Modelle", "Models"),
    # --- machine ---
    "machine.heading": ("Dieser Rechner", "This machine"),
    "machine.memory": ("Arbeitsspeicher", "Memory"),
    "machine.memory_value": ("{free} von {all} frei", "{free} of {all} free"),
    "machine.limit": (
        "Mehr als {limit} darf der Assistent nicht belegen: So ist es für seinen Container oder Dienst festgelegt.",
        "The assistant may not use more than {limit}: that is the limit of its container or service.",
    ),
    "machine.processor": ("Prozessor", "Processor"),
    "machine.cores.one": ("{n} Kern für das Modell", "{n} core for the model"),
    "machine.cores.many": ("{n} Kerne für das Modell", "{n} cores for the model"),
    "machine.no_flags": ("ohne besondere Rechenbefehle", "no special instructions"),
    "machine.disk": ("Platz für Modelle", "Room for models"),
    "machine.disk_value": ("{free} frei", "{free} free"),
    "machine.bandwidth": ("Speichertempo", "Memory speed"),
    "machine.bandwidth_value": (
        "{bandwidth} je Sekunde; daraus sind die Token je Sekunde unten geschätzt",
        "{bandwidth} a second; the tokens per second below are estimated from it",
    ),
    "machine.again": ("Neu messen", "Look again"),
    "machine.fixed": (
        "ASSISTANT_MODEL legt {path} fest. Hier lässt sich erst nach einem Start ohne die Variable wählen.",
        "ASSISTANT_MODEL sets {path}. To choose here, start without the variable.",
    ),
    # --- list ---
    "models.chat": ("Sprachmodelle formulieren die Antworten", "Language models word the answers"),
    "models.embedder": ("Suchmodelle finden nach Bedeutung", "Search models find by meaning"),
    "models.chat_hint": (
        "Belege, Prüfungen und Register arbeiten auch ohne Sprachmodell. Ein größeres formuliert besser und langsamer.",
        "Evidence, checks and registers work without a language model, too. A larger one words better and slower.",
    ),
    "models.embedder_hint": (
        "Nach einem Wechsel wird der Suchindex im Hintergrund neu aufgebaut; bis dahin sucht das bisherige Modell.",
        "After a change the search index is rebuilt in the background; until then the earlier model searches.",
    ),
    "model.tier.starter": ("liegt bei", "ships"),
    "model.tier.small": ("klein", "small"),
    "model.tier.standard": ("Standard", "standard"),
    "model.tier.fast": ("schnell", "fast"),
    "model.tier.own": ("eigene Datei", "own file"),
    "model.tier.endpoint": ("Server", "server"),
    "model.used": ("wird benutzt", "in use"),
    "model.next_start": ("gilt ab dem nächsten Start", "from the next start on"),
    "model.failed": ("lässt sich nicht öffnen", "cannot be opened"),
    "model.absent": ("nicht geladen", "not fetched"),
    "model.speed": ("etwa {speed} Token/s", "about {speed} tokens/s"),
    "model.fits": ("passt", "fits"),
    "model.tight": ("knapp", "tight"),
    "model.does_not_fit": ("passt nicht", "does not fit"),
    "model.sends": (
        "Fragen und Textstellen gehen an {url}.",
        "Questions and passages go to {url}.",
    ),
    "model.would_send": (
        "Fragen und Textstellen gingen an {url}.",
        "Questions and passages would go to {url}.",
    ),
    "model.key": ("Schlüssel aus {source}", "key from {source}"),
    "model.needs": ("{memory} Arbeitsspeicher", "{memory} of memory"),
    "model.size": ("Dateigröße", "File size"),
    "model.details": ("Einzelheiten", "Details"),
    "model.memory": ("Arbeitsspeicher", "Memory"),
    "model.memory_parts": (
        "{total}: Gewichte {weights}, Kontext {cache}, Laufzeit {runtime}",
        "{total}: weights {weights}, context {cache}, runtime {runtime}",
    ),
    "model.parameters": ("Parameter", "Parameters"),
    "model.parameters_value": ("{all} Mrd.", "{all} billion"),
    "model.parameters_active": ("{all} Mrd., davon {active} aktiv", "{all} billion, {active} of them active"),
    "model.context": ("Kontext", "Context"),
    "model.context_value": ("{given} Token je Antwort", "{given} tokens an answer"),
    "model.context_trained": (
        "{given} Token je Antwort, trainiert mit {trained}",
        "{given} tokens an answer, trained with {trained}",
    ),
    "model.at_once": ("{n} Antworten zugleich", "{n} answers at once"),
    "model.thinks": ("Lautes Denken", "Thinking aloud"),
    "model.thinks.never": ("nein, antwortet sofort", "no, answers at once"),
    "model.thinks.switch": ("abgeschaltet, antwortet sofort", "switched off, answers at once"),
    "model.thinks.always": (
        "ja, vor jeder Antwort: Das kostet Zeit",
        "yes, before each answer: that costs time",
    ),
    "model.source": ("Herkunft", "Origin"),
    "model.checked": ("Geprüft", "Verified"),
    "model.path": ("Ort", "Place"),
    # --- buttons ---
    "model.fetch": ("Laden ({size})", "Fetch ({size})"),
    "model.fetch_on": ("Weiter laden", "Go on fetching"),
    "model.stop": ("Anhalten", "Stop"),
    "model.use": ("Benutzen", "Use"),
    "model.use_again": ("Noch einmal öffnen", "Open again"),
    "model.remove": ("Entfernen", "Remove"),
    "model.forget": ("Eintrag löschen", "Remove entry"),
    "model.action": ("{action}: {name}", "{action}: {name}"),
    # --- fetching ---
    "pull.begins": ("Verbindung wird aufgebaut …", "Connecting …"),
    "pull.done": ("{done} von {total}", "{done} of {total}"),
    "pull.rate": ("{rate} je Sekunde", "{rate} a second"),
    "pull.left_seconds": ("noch unter einer Minute", "less than a minute left"),
    "pull.left_minutes.one": ("noch etwa {n} Minute", "about {n} minute left"),
    "pull.left_minutes.many": ("noch etwa {n} Minuten", "about {n} minutes left"),
    "pull.left_hours.one": ("noch etwa {n} Stunde", "about {n} hour left"),
    "pull.left_hours.many": ("noch etwa {n} Stunden", "about {n} hours left"),
    "pull.begun": ("{done} von {total} sind schon da.", "{done} of {total} are there already."),
    "pull.label": ("{name} wird geladen", "Fetching {name}"),
    # --- questions ---
    "ask.remove": (
        "{name} entfernen? {size} werden frei; Sie können es später wieder laden.",
        "Remove {name}? {size} become free; you can fetch it again later.",
    ),
    "ask.remove_own": (
        "{name} entfernen? Gelöscht wird {path}.",
        "Remove {name}? {path} is deleted.",
    ),
    "ask.forget": (
        "Den Eintrag {name} löschen? Am Server ändert sich nichts.",
        "Remove the entry {name}? Nothing changes on the server.",
    ),
    "ask.use": (
        "{name} benutzen? Ihre Fragen und die Textstellen dazu gehen dann an {url}, nicht mehr nur an diesen Rechner.",
        "Use {name}? Your questions and the passages for them then go to {url}, no longer to this machine alone.",
    ),
    "ask.yes_remove": ("Entfernen", "Remove"),
    "ask.yes_use": ("Benutzen", "Use"),
    "ask.no": ("Abbrechen", "Cancel"),
    # --- changing ---
    "switch.waiting": (
        "Wechsel zu {name}: wartet, bis die laufenden Antworten fertig sind",
        "Changing to {name}: waiting for the running answers to end",
    ),
    "switch.opening": ("Wechsel zu {name}: Das Modell wird geöffnet", "Changing to {name}: the model is being opened"),
    "switch.returning": (
        "Wechsel zu {name} misslungen: Das bisherige Modell wird wieder geöffnet",
        "The change to {name} failed: the earlier model is being opened again",
    ),
    "switch.indexing": (
        "Suchindex für {name}: {done} von {total} Textstellen; solange sucht das bisherige Modell",
        "Search index for {name}: {done} of {total} passages; meanwhile the earlier model searches",
    ),
    "switch.indexing_first": (
        "Suchindex für {name} wird angelegt; solange sucht das bisherige Modell",
        "The search index for {name} is being made; meanwhile the earlier model searches",
    ),
    "switch.catalogues": (
        "Wechsel zu {name}: Die Kataloge werden vorbereitet",
        "Changing to {name}: the catalogues are being prepared",
    ),
    "switch.failed": ("Wechsel zu {name} misslungen: {reason}", "The change to {name} failed: {reason}"),
    "switch.stop": ("Wechsel abbrechen", "Stop the change"),
    "switch.dismiss": ("Verstanden", "Got it"),
    # --- adding ---
    "add.file_heading": ("Eine Modelldatei (GGUF) hinzufügen", "Add a model file (GGUF)"),
    "add.file_hint": (
        "Die Datei liegt auf diesem Rechner. Sie wird geprüft und, wenn möglich, ohne Kopie übernommen.",
        "The file is on this machine. It is checked and, where possible, taken in without a copy.",
    ),
    "add.location": ("Pfad der Datei", "Path of the file"),
    "add.server_heading": ("Einen Modellserver hinzufügen", "Add a model server"),
    "add.server_hint": (
        "Ein Server mit OpenAI-kompatibler Schnittstelle, etwa llama-server, vLLM oder Ollama. Den Schlüssel selbst "
        "tragen Sie hier nicht ein, nur wo er steht: in einer Umgebungsvariablen, deren Name mit ASSISTANT_KEY "
        "beginnt, oder in einer Datei im Ordner {folder}.",
        "A server with an OpenAI-compatible interface, such as llama-server, vLLM or Ollama. The key itself is not "
        "entered here, only where it is: in an environment variable whose name begins with ASSISTANT_KEY, or in a "
        "file in the folder {folder}.",
    ),
    "add.url": ("Adresse", "Address"),
    "add.model": ("Modell, wie der Server es nennt", "Model, as the server calls it"),
    "add.name": ("Name in der Liste (freiwillig)", "Name in the list (optional)"),
    "add.key_variable": ("Variable mit dem Schlüssel (freiwillig)", "Variable with the key (optional)"),
    "add.key_file": ("oder Datei mit dem Schlüssel (freiwillig)", "or file with the key (optional)"),
    "add.button": ("Hinzufügen", "Add"),
    "add.done": ("{name} ist aufgenommen und steht in der Liste.", "{name} was added to the list."),
    "add.model_missing": (
        "Geben Sie an, wie der Server das Modell nennt.",
        "Say what the server calls the model.",
    ),
}
