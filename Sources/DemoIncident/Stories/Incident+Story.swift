/// An incident is told by the logs of its services.
extension Incident: Story {
  package var question: String { "why did \(symptom) start failing?" }
  package var end: Int64 { start + length }

  package func tell(to folder: EvidenceFolder) throws {
    var scribe = IncidentScribe(self)
    for log in scribe.write() { try folder.write(log.service.path, log.text) }
  }
}
