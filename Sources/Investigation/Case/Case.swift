package import Diagnosis
package import Timeline

/// What a conversation has established: append-only, stored beside its session as JSON.
///
/// An exhibit's number is for ever: `[7]` means the same line in every report of the session. Later
/// turns add and refine; they never renumber or forget.
package struct Case: Hashable, Sendable, Codable {
  /// The version that wrote it; a newer one than ``currentVersion`` can't be read.
  package var version = Case.currentVersion
  package var exhibits: [Exhibit] = []
  /// The diagnosis of the last turn that sought a cause, whole: "why not X?" is read from it.
  package var diagnosis: Diagnosis?
  /// What that turn was asked for.
  package var symptom: Symptom?
  package var statements: [Statement] = []
  package var focus = Focus()
  package var incident: Incident?
  package var turns: [Turn] = []
  /// Messages that held evidence, so that their lines can be looked at again.
  package var pasted: [PastedText] = []

  package static let currentVersion = 1

  package init() {}

  /// A turn of the conversation, in short.
  package struct Turn: Hashable, Sendable, Codable {
    package var question: String
    package var act: Act
    /// The first paragraph of the answer, without citations.
    package var answer: String

    package init(question: String, act: Act, answer: String) {
      self.question = question
      self.act = act
      self.answer = answer
    }
  }
}

/// What is known of the incident that the conversation is about; later turns refine it.
///
/// `services: ["booking"]`, onset 13:41:06, end 14:12:59, cause `quotes-db` of kind `disk-full`.
package struct Incident: Hashable, Sendable, Codable {
  /// The services that show the symptom.
  package var services: [String] = []
  package var onset: Instant?
  /// When it ended; nil where it was still going on at the end of the evidence.
  package var end: Instant?
  /// When it was felt for the last time, which may be later; nil as for the end.
  package var felt: Instant?
  /// The service and fault kind named as the cause.
  package var cause: Cause?

  package init() {}

  /// A named cause.
  package struct Cause: Hashable, Sendable, Codable {
    package var service: String
    package var kind: String?
    /// The sentence that named it.
    package var text: String

    package init(service: String, kind: String?, text: String) {
      self.service = service
      self.kind = kind
      self.text = text
    }
  }
}

/// A message that held lines of evidence: `message 3`, whose lines are cited as `message 3:12`.
package struct PastedText: Hashable, Sendable, Codable {
  /// The name of its source: `message 3`.
  package var name: String
  /// The whole message, as it was typed.
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
