"""Finds the IT systems and products a goal names: "SAP S/4HANA", "GPT-4", "Ticketsystem", "DocuWare".

Known products, kinds of systems and names in camel case. What the goal wants to build is no system by itself.
"""

import re

from assistant.goals.names import Named, apart
from assistant.goals.phrases import PhraseTable, Word, words_of

# "=" marks names that are found only as written, because they are words too.
_PRODUCTS = """
    SAP, S/4HANA, SAP S/4HANA, SAP S/4, SAP R/3, R/3, SAP ECC, SAP BW, SAP EWM, SAP Ariba, SAP
    SuccessFactors, SAP Analytics Cloud, SAP HANA, SuccessFactors, Ariba, Salesforce, Service Cloud,
    ServiceNow, Jira, Jira Service Management, Confluence, SharePoint, =Teams, Microsoft Teams, MS
    Teams, Dynamics, Dynamics 365, Microsoft Dynamics, Microsoft 365, Office 365, M365, D365, =Outlook,
    =Excel, MS Excel, =PowerPoint, =Word, OneDrive, OneNote, DATEV, Power BI, PowerBI, Power Automate,
    Power Apps, Power Platform, =Tableau, =Qlik, Qlik Sense, QlikView, =Looker, Google Analytics, Google
    Workspace, Google Cloud, =Vertex AI, BigQuery, =Gemini, ChatGPT, =Copilot, Microsoft Copilot, GitHub
    Copilot, GitHub, GitLab, =Azure, Azure OpenAI, Azure DevOps, Azure ML, AWS, =Bedrock, SageMaker,
    =Snowflake, Databricks, =Kafka, =Spark, Hadoop, =Airflow, MLflow, =Kubernetes, =Docker, PostgreSQL,
    MySQL, MongoDB, =Redis, Elasticsearch, =Oracle, SQL Server, Oracle ERP, NetSuite, Workday, HubSpot,
    Zendesk, Freshdesk, Freshservice, =Intercom, =Genesys, =Slack, =Zoom, Webex, =Notion, =Asana,
    =Trello, =Monday.com, =Miro, UiPath, Blue Prism, Automation Anywhere, Celonis, Signavio, Camunda,
    Mendix, OutSystems, =Infor, =Sage, proALPHA, abas, Navision, Business Central, Personio, =Moodle,
    Shopware, Shopify, Magento, =TYPO3, WordPress, Mailchimp, Marketo, Pega, =Guidewire, Avaloq,
    Temenos, Teamcenter, Windchill, SolidWorks, AutoCAD, Siemens MindSphere, MindSphere, Ignition,
    WinCC, Simatic, OTRS, Znuny, TOPdesk, Matrix42, Ivanti, Docusign, DocuSign, DocuWare, d.velop, ELO,
    OpenText, Documentum, Nextcloud, ABBYY, ABBYY FlexiCapture, Kofax, Hyland, DeepL, =Claude, =Llama,
    =Mistral, =Whisper, OpenAI, Hugging Face, LangChain, Ollama, SAS Viya, KNIME, Dataiku, RapidMiner,
    Alteryx, DataRobot, Splunk, =Grafana, =Dynatrace, =Datadog, =Prometheus, Adobe Experience Manager,
    =Typo3, Orbis, iManage, BMC Remedy, Remedy, Cherwell, Coupa, Jaggaer, Basware, =Candis, Data Lake,
    Data Warehouse, Data Lakehouse, DWH, CRM, ERP, MES, DMS, WMS, PLM, LIMS, KIS, PIM, TMS, PMS, CMS,
    SCADA, HRIS, ITSM-Tool, Intranet, CRM-System, ERP-System, MES-System, HR-System, ticketing system,
    ticket system, helpdesk system, knowledge base, document management system, warehouse management
    system, data platform, Datenplattform, CRM system, ERP system, booking system, core banking system,
    Kundenportal, customer portal, HR system, legacy system, Web shop, Webshop, Onlineshop, online shop
"""
_VERSIONED = re.compile(
    r"(?<!\w)(?:GPT-\d[\w.]*(?:-(?:mini|turbo))?|Llama ?\d[\d.]*|LLaMA-?\d|Claude \d(?:\.\d)?"
    r"|Gemini \d(?:\.\d)?|Mistral \d+B|Qwen ?\d[\d.]*(?:-\d+B)?"
    r"|BERT(?:-\w+){0,3}|Windows (?:\d{2}|Server \d{4})|Office (?:365|20\d\d)|Microsoft 365|Dynamics (?:365"
    r"|NAV|AX)|SAP (?:S/4 ?HANA|R/3|S/4)|S/4 ?HANA|S/4|R/3"
    r"|YOLOv\d+|SharePoint (?:Online|20\d\d)|SQL Server 20\d\d|Exchange 20\d\d)(?![\w/])"
)
_KIND = re.compile(
    r"(?<![\w-])(?=[A-ZÄÖÜ])[\w-]{0,30}?(?i:ticket|crm-|erp-|mes-|hr-|it-service-|warenwirtschafts"
    r"|management|verwaltungs|buchhaltungs|kassen|archiv|abrechnungs|bestands|kernbank"
    r"|leit|zeiterfassungs|bestell|buchungs|informations|lager|helpdesk-?|sap-|dms-|quell|vor|alt|leitstand"
    r"|dispositions|reservierungs|vertriebs|kunden|service)"
    r"(?i:system(?:e[ns]?|s)?)(?!\w)"
)
_CAMEL = re.compile(r"(?<![\w@./-])(?:[A-Z][a-z]+){1,3}(?:[A-Z][a-z]+|[A-Z]{2,4}|\d{1,3})(?![\w@])")
_NO_PRODUCT = re.compile(
    r"(?i)(?:ops|innen|in|chatbot|golive|rollout|kickoff|fintech|todo|proof\w*|\w*team|startup|backoffice"
    r"|frontoffice|homeoffice|inhouse|onboarding|mwst|gmbh|webapp|dataset)$"
    r"|^(?:q[1-4]|h[12]|kw\d+|fy\d+|phase|stufe|level|top|linie|line|werk|halle|kpi|okr|kr\d|rag|llm|anhang"
    r"|version|week|gj\d+|cw\d+|recall|precision|auc|bleu|rouge|line\d|team\d)\d*$"
)


def _products() -> dict[str, str]:
    names = [name.strip() for name in " ".join(_PRODUCTS.split()).split(",")]
    return {name: " ".join(name.removeprefix("=").lower().split()) for name in names if name}


_TABLE = PhraseTable(_products())


def find_systems(text: str) -> list[Named]:
    """The systems in reading order; of two that overlap, the one that begins first, then the longer."""
    words = words_of(text)
    found = [Named(words[first].start, words[last - 1].end, key) for first, last, key in _TABLE.find(text, words)]
    found += _in_compounds(text, words)
    for pattern in (_VERSIONED, _KIND):
        found += [Named(*match.span(), " ".join(match.group().lower().split())) for match in pattern.finditer(text)]
    for match in _CAMEL.finditer(text):
        if not _NO_PRODUCT.search(match.group()):
            found.append(Named(*match.span(), match.group().lower()))
    return apart(found)


def _in_compounds(text: str, words: list[Word]) -> list[Named]:
    """ "SAP" in "SAP-Einführung", "Jira" in "Jira-Tickets"."""
    names = []
    for word in words:
        first, hyphen, _ = word.written.partition("-")
        key = _TABLE.key(first) if hyphen and first[:1].isupper() else ""
        if key:
            names.append(Named(word.start, word.start + len(first), key))
    return names
