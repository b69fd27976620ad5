"""A small rule file for tests: three questions, every kind of result."""

SMALL = """
version: 2
as_of: 2026-03-01
start: system
disclaimer: {de: Keine Beratung., en: No advice.}
sources:
  - {id: law, title: {de: Gesetz, en: Law}, url: 'https://example.org/law', checked: text}
checked:
  date: 2026-03-01
  summary: {de: Nach Abschriften geprüft., en: Checked by transcripts.}
  compared: {de: [Alles], en: [All]}
  from_secondary: {de: [], en: []}
  from_knowledge: {de: [], en: []}
  open: {de: [], en: []}
dates:
  - {id: late, date: 2027-12-02, article: {de: Art. 9, en: Art. 9}, what: {de: Pflichten, en: Duties}, source: law}
  - {id: early, date: 2025-02-02, article: {de: Art. 1, en: Art. 1}, what: {de: Verbote, en: Bans}, source: law}
classes:
  - {id: high, title: {de: Hohes Risiko, en: High risk}}
  - {id: minimal, title: {de: Minimal, en: Minimal}}
  - {id: addition, title: {de: Ergänzung, en: Addition}}
roles:
  - {id: provider, title: {de: Anbieter, en: Provider}, article: {de: Art. 3, en: Art. 3}}
  - {id: deployer, title: {de: Betreiber, en: Deployer}, article: {de: Art. 3, en: Art. 3}}
stages:
  - {id: scope, title: {de: Bereich, en: Scope}}
nodes:
  - id: system
    stage: scope
    question: {de: 'Ist es KI?', en: 'Is it AI?'}
    help: {de: Hilfe, en: Help}
    article: {de: Art. 3 Nr. 1, en: Art. 3(1)}
    options:
      - {id: 'yes', label: {de: 'Ja', en: 'Yes'}, next: role}
      - {id: 'no', label: {de: 'Nein', en: 'No'}, next: baseline}
  - id: role
    stage: scope
    question: {de: 'Welche Rolle?', en: 'Which role?'}
    help: {de: Hilfe, en: Help}
    article: {de: Art. 3, en: Art. 3}
    options:
      - {id: builds, label: {de: Baut, en: Builds}, next: area, roles: [provider]}
      - {id: both, label: {de: Beides, en: Both}, next: area, roles: [provider, deployer]}
  - id: area
    stage: scope
    question: {de: 'Welcher Bereich?', en: 'Which area?'}
    help: {de: Hilfe, en: Help}
    article: {de: Anhang III, en: Annex III}
    options:
      - {id: staff, label: {de: Personal | Lohn, en: Staff}, next: baseline, adds: [about_staff, high_risk]}
      - {id: credit, label: {de: Kredit, en: Credit}, next: baseline, adds: [about_staff]}
      - {id: none, label: {de: Keiner, en: None}, next: baseline}
results:
  - id: high_risk
    class: high
    title: {de: Hochrisiko, en: High risk}
    meaning: {de: Streng., en: Strict.}
    duties:
      - {de: Bauen, en: Build, article: {de: Art. 16, en: Art. 16}, roles: [provider]}
      - {de: Nutzen, en: Use, article: {de: Art. 26, en: Art. 26}, roles: [deployer]}
      - {de: Schulen, en: Train, article: {de: Art. 4, en: Art. 4}}
    dates: [late]
    next_steps: [{de: Fragen, en: Ask}]
  - id: about_staff
    class: addition
    title: {de: Personal, en: Staff}
    meaning: {de: Mehr., en: More.}
    duties: []
    dates: []
    next_steps: [{de: Betriebsrat, en: Works council}]
    only_with: high_risk
  - id: baseline
    class: minimal
    title: {de: Für alle, en: For all}
    meaning: {de: Wenig., en: Little.}
    duties: []
    dates: [early]
    next_steps: [{de: Notieren, en: Record}]
"""
