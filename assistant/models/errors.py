"""What can go wrong with model files, downloads and endpoints, worded in German and English.

Texts only, like `assistant.errors`; a class of their own for each way to repair.
"""

from assistant.errors import AssistantError, ModelFailed

# --- names and choice --------------------------------------------------------------------------------------------


class ModelUnknown(AssistantError):
    german = "Ein Modell „{name}“ gibt es nicht. Bekannt sind: {known}."
    english = "There is no model “{name}”. Known are: {known}."


class ModelNotInstalled(AssistantError):
    german = "Das Modell {name} ist noch nicht geladen. Laden Sie es mit: {command}"
    english = "The model {name} has not been fetched yet. Fetch it with: {command}"


class ModelInUse(AssistantError):
    german = (
        "Das Modell {name} wird benutzt. Wählen Sie zuerst ein anderes, oder entfernen Sie es mit --force; "
        "dann gilt wieder das mitgelieferte."
    )
    english = (
        "The model {name} is in use. Choose another one first, or remove it with --force; "
        "the one that ships is used again then."
    )


class ShippedModelStays(AssistantError):
    german = "Das Modell {name} wird mitgeliefert und lässt sich nicht entfernen."
    english = "The model {name} ships with the assistant and cannot be removed."


class NameTaken(AssistantError):
    german = "Ein anderes Modell {name} ist schon da. Entfernen Sie es, oder benennen Sie die Datei um."
    english = "Another model {name} is there already. Remove it, or rename the file."


class ModelIsFixed(AssistantError):
    german = (
        "Die Umgebungsvariable ASSISTANT_MODEL legt {path} fest. Starten Sie ohne die Variable; dann gilt Ihre Auswahl."
    )
    english = "The environment variable ASSISTANT_MODEL sets {path}. Start without it; then your choice counts."


class ChoiceUnreadable(AssistantError):
    german = "{path} ist nicht lesbar ({detail}). Berichtigen Sie die Datei, oder löschen Sie sie und wählen Sie neu."
    english = "{path} cannot be read ({detail}). Correct the file, or delete it and choose again."


class SwitchRunning(AssistantError):
    german = "Es wird gerade zu {name} gewechselt. Warten Sie, bis das fertig ist, oder halten Sie es an."
    english = "A change to {name} is under way. Wait until it is done, or stop it."


class SwitchBroken(AssistantError):
    german = "Der Wechsel zu {name} ist an einem Programmfehler gescheitert; er steht im Protokoll."
    english = "The change to {name} failed because of an error in the program; it is in the log."


class MemoryShort(AssistantError):
    german = (
        "Für {name} reicht der Arbeitsspeicher nicht: {needed} werden gebraucht, {free} wären frei. "
        "Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell."
    )
    english = (
        "There is not enough memory for {name}: {needed} are needed, {free} would be free. "
        "Close other programs, or choose a smaller model."
    )


# --- model files -------------------------------------------------------------------------------------------------


class ModelFileRefused(AssistantError):
    """A file that cannot serve as a chat model; the subclasses say why."""


class ModelFileMissing(ModelFileRefused):
    german = "Die Modelldatei {path} lässt sich nicht öffnen ({detail}). Prüfen Sie Pfad und Rechte."
    english = "The model file {path} cannot be opened ({detail}). Check path and permissions."


class PathIncomplete(ModelFileRefused):
    german = "Der Pfad „{path}“ ist nicht vollständig. Geben Sie ihn von der Wurzel an, zum Beispiel {example}."
    english = "The path “{path}” is not complete. Give it from the root, for example {example}."


class NotGguf(ModelFileRefused):
    german = (
        "{path} ist keine GGUF-Datei ({detail}). Laden Sie das Modell im Format GGUF; "
        "eine HTML-Seite oder ein LFS-Verweis statt der Datei kommt von einem unvollständigen Herunterladen."
    )
    english = (
        "{path} is no GGUF file ({detail}). Fetch the model in the GGUF format; "
        "an HTML page or an LFS pointer in its place comes from an incomplete download."
    )


class GgufUnsupported(ModelFileRefused):
    german = "{path} hat eine GGUF-Fassung, die nicht gelesen wird ({detail}). Nehmen Sie eine neuere Datei."
    english = "{path} has a GGUF version that is not read ({detail}). Use a newer file."


class GgufDamaged(ModelFileRefused):
    german = "Der Kopf der Modelldatei {path} ist beschädigt ({detail}). Laden Sie die Datei neu."
    english = "The header of the model file {path} is damaged ({detail}). Fetch the file again."


class GgufTruncated(ModelFileRefused):
    german = "Die Modelldatei {path} ist abgeschnitten: {present} von {expected} Bytes. Laden Sie sie neu."
    english = "The model file {path} is cut off: {present} of {expected} bytes. Fetch it again."


class GgufSplit(ModelFileRefused):
    german = (
        "{path} ist Teil {part} von {parts}. Geteilte Modelle werden nicht benutzt; fügen Sie die Teile zusammen mit: "
        "llama-gguf-split --merge (erster Teil) (Ziel)"
    )
    english = (
        "{path} is part {part} of {parts}. Split models are not used; join the parts with: "
        "llama-gguf-split --merge (first part) (target)"
    )


class EmbedderInstead(ModelFileRefused):
    german = "{path} ist ein Einbettungsmodell ({detail}), kein Chatmodell. Nehmen Sie ein Instruct- oder Chatmodell."
    english = "{path} is an embedding model ({detail}), no chat model. Use an instruct or chat model."


class AccessoryInstead(ModelFileRefused):
    """A projector, an adapter, a draft head: belongs to a model and is none."""

    german = "{path} gehört zu einem Modell, ist aber selbst keines ({detail}). Nehmen Sie die Datei des Modells."
    english = "{path} belongs to a model and is none itself ({detail}). Use the model's own file."


class NoChatTemplate(ModelFileRefused):
    german = (
        "{path} enthält keine Chatvorlage: vermutlich ein Grundmodell, das nicht auf Fragen antwortet. "
        "Nehmen Sie die Instruct-Fassung."
    )
    english = (
        "{path} holds no chat template: probably a base model, which does not answer questions. "
        "Use the instruct version."
    )


class ChatTemplateBroken(ModelFileRefused):
    german = "Die Chatvorlage in {path} ist nicht brauchbar ({detail}). Nehmen Sie eine andere Fassung des Modells."
    english = "The chat template in {path} cannot be used ({detail}). Use another version of the model."


# --- fetching ----------------------------------------------------------------------------------------------------


class PullRunning(AssistantError):
    german = "{name} wird gerade von einem anderen Prozess geladen. Warten Sie, bis er fertig ist."
    english = "{name} is being fetched by another process. Wait until it is done."


class PullUnderWay(AssistantError):
    german = "{name} wird gerade geladen. Warten Sie, bis es fertig ist, oder halten Sie es an."
    english = "{name} is being fetched. Wait until it is done, or stop it."


class PullStopped(AssistantError):
    german = "Das Laden von {name} wurde angehalten; ein neuer Anlauf setzt dort fort."
    english = "Fetching {name} was stopped; the next try goes on from there."


class DiskTooSmall(AssistantError):
    german = "Für {name} fehlt Platz in {folder}: {needed} werden gebraucht, {free} sind frei. Schaffen Sie Platz."
    english = "There is no room for {name} in {folder}: {needed} are needed, {free} are free. Make room."


class FileNotWritten(AssistantError):
    german = "{path} lässt sich nicht schreiben ({detail}). Prüfen Sie Speicherplatz und Zugriffsrechte."
    english = "{path} cannot be written ({detail}). Check disk space and permissions."


class DownloadFailed(AssistantError):
    german = (
        "Das Laden von {url} brach {tries}-mal ab ({detail}). Prüfen Sie Netz, Proxy (HTTPS_PROXY) und Zertifikate "
        "(SSL_CERT_FILE); ein neuer Anlauf setzt dort fort."
    )
    english = (
        "Fetching {url} broke off {tries} times ({detail}). Check network, proxy (HTTPS_PROXY) and certificates "
        "(SSL_CERT_FILE); the next try goes on from there."
    )


class AccessDenied(AssistantError):
    german = (
        "{url} verlangt eine Anmeldung (HTTP {status}). Stimmen Sie auf der Modellseite den Bedingungen zu, "
        "und setzen Sie HF_TOKEN."
    )
    english = "{url} demands a login (HTTP {status}). Accept the conditions on the model's page, and set HF_TOKEN."


class RemoteFileMissing(AssistantError):
    german = "{url} gibt es nicht (HTTP {status}). Prüfen Sie Ablage, Dateinamen und Spiegel."
    english = "{url} does not exist (HTTP {status}). Check repository, file name and mirror."


class DownloadRefused(AssistantError):
    german = "{url} wurde verweigert (HTTP {status}). Prüfen Sie Adresse, Proxy und Spiegel."
    english = "{url} was refused (HTTP {status}). Check address, proxy and mirror."


class SizeWrong(AssistantError):
    german = (
        "{name} hat {found} statt {expected} Bytes und wurde verworfen. "
        "Der Server liefert eine andere Datei; nehmen Sie einen anderen Spiegel."
    )
    english = (
        "{name} has {found} instead of {expected} bytes and was discarded. "
        "The server delivers another file; use another mirror."
    )


class ChecksumWrong(AssistantError):
    german = (
        "Die Prüfsumme von {name} ist {found} statt {expected}; die Datei wurde verworfen. "
        "Laden Sie sie noch einmal, notfalls von einem anderen Spiegel."
    )
    english = (
        "The checksum of {name} is {found} instead of {expected}; the file was discarded. "
        "Fetch it again, from another mirror if need be."
    )


class AddressUnusable(AssistantError):
    german = "Mit der Adresse {url} lässt sich nichts anfangen ({detail}). Geben Sie eine mit https:// an."
    english = "The address {url} cannot be used ({detail}). Give one with https://."


class KeyUnprotected(AssistantError):
    german = "Ein Schlüssel ginge unverschlüsselt an {url}. Benutzen Sie https://, oder nehmen Sie den Schlüssel weg."
    english = "A key would go to {url} unencrypted. Use https://, or remove the key."


class CertificatesUnreadable(AssistantError):
    german = "Die Zertifikate {path} lassen sich nicht lesen ({detail}). Geben Sie eine PEM-Datei an."
    english = "The certificates {path} cannot be read ({detail}). Give a PEM file."


# --- endpoints ---------------------------------------------------------------------------------------------------


class EndpointUnnamed(AssistantError):
    german = "Zu der Adresse {url} fehlt das Modell. Geben Sie mit --model an, wie der Server es nennt."
    english = "The model for the address {url} is missing. Say with --model what the server calls it."


class KeyVariableRefused(AssistantError):
    german = (
        "Eine Variable {name} wird hier nicht gelesen. Geben Sie dem Schlüssel eine Variable, deren Name mit "
        "ASSISTANT_KEY beginnt, zum Beispiel ASSISTANT_KEY_FIRMA."
    )
    english = (
        "A variable {name} is not read here. Give the key a variable whose name begins with ASSISTANT_KEY, "
        "such as ASSISTANT_KEY_COMPANY."
    )


class KeyFileOutside(AssistantError):
    german = "Die Schlüsseldatei {path} liegt nicht in {folder}. Legen Sie sie dort ab und geben Sie ihren Namen an."
    english = "The key file {path} is not in {folder}. Put it there and give its name."


class EndpointKeyMissing(AssistantError):
    german = "Der Schlüssel für {name} fehlt: {source}. Setzen Sie die Variable, oder legen Sie die Datei an."
    english = "The key for {name} is missing: {source}. Set the variable, or make the file."


class EndpointFailed(ModelFailed):
    german = "Der Modellserver {name} antwortet nicht ({detail}). Die Fundstellen stehen weiter zur Verfügung."
    english = "The model server {name} does not answer ({detail}). The sources stay available."
