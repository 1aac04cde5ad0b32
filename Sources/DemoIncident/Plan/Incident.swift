/// An incident to be told in logs: who calls whom, what goes wrong, and what only looks like it.
package struct Incident: Sendable {
  /// The services; the first is the one that users reach.
  var services: [Service]
  /// The services that each service calls, by their place in ``services``.
  var calls: [[Int]]
  /// What users ask for; each goes to one service that the first one calls.
  var operations: [Operation]
  /// The beginning, in milliseconds since 1970.
  var start: Int64
  /// The length in milliseconds.
  var length: Int64
  /// How many lines there are to be, at least.
  var lines: Int
  var fault: Fault?
  var distractions: [Distraction]
  /// A time in which more is asked than usual; nil where traffic is even.
  var rush: Rush?
  /// The service in which users would see the fault.
  var symptomService: Int
  var seed: UInt64

  /// A service and how it logs.
  struct Service: Sendable {
    var name: String
    var format: LineFormat
    /// Where its log lies, below the incident's folder.
    var path: String
    /// What it says while all is well.
    var chatter: [Phrase]
    /// How it words that a call failed, by the way it failed.
    var complaints: [FaultScript.Callers: Phrase]
    var node = 1
    var process = 100

    var isCompressed: Bool { path.hasSuffix(".gz") }
    var package: String { String(name.filter { $0.isLetter }) }
  }

  /// Something that users ask for.
  struct Operation: Sendable {
    var request: String
    var service: Int
  }

  /// What goes wrong.
  struct Fault: Sendable {
    var service: Int
    var script: FaultScript
    /// When it begins and ends, in milliseconds since 1970.
    var onset: Int64
    var end: Int64
    /// How many of the requests fail, from 0 to 1.
    var share: Double
    var filling: Phrase.Filling
    /// When the change before it was made; drawn where it is nil.
    var changed: Int64?
  }

  /// A time in which users ask for more.
  struct Rush: Sendable {
    /// When it begins and ends, in milliseconds since 1970.
    var from: Int64
    var until: Int64
    /// How many times as much they ask for.
    var factor: Double
  }

  /// Something loud or recent that has nothing to do with the fault.
  struct Distraction: Sendable {
    var service: Int
    var phrase: Phrase
    var level: LineLevel
    var start: Int64
    var end: Int64
    /// The lines that it makes.
    var count: Int
  }
}

extension Incident {
  /// The name of the service that users see fail, or would see fail.
  package var symptom: String { services[symptomService].name }

  /// What is true of the fault; nil where there is none.
  package var truth: Truth? {
    fault.map {
      Truth(
        service: services[$0.service].name, kind: $0.script.kind.rawValue,
        markers: $0.script.markers, onsetMilliseconds: $0.onset)
    }
  }
}
