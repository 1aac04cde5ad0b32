import Evidence
import Testing

@testable import Diagnosis
@testable import EvidenceFiles

/// A well-known failure mode: what tools print of it, what is asked, and what the first line must say.
struct Mode: Sendable, CustomTestStringConvertible {
  /// The kind of fault.
  var kind: String
  /// What the question names; empty where it names nothing.
  var asked: [String]
  /// Words of the question beside names.
  var words: [String]
  /// What the first line must hold: the object, the mechanism, the values that decide.
  var says: [String]
  /// What makes it well: texts, and what stands in their place.
  var cure: [String: String]
  /// Files by their names.
  var files: [String: String]

  init(
    _ kind: String, _ asked: [String], words: [String] = [], _ says: [String],
    cure: [String: String], _ files: [String: String]
  ) {
    self.words = words
    self.kind = kind
    self.asked = asked
    self.says = says
    self.cure = cure
    self.files = files
  }

  var testDescription: String { "\(kind) \(asked.joined(separator: " "))" }

  /// Checks the case, and its twin that is well.
  func check() {
    let sick = Self.diagnosis(files, asked, words)
    guard let first = sick.hypotheses.first.map({ sick.findings[$0.finding] }) else {
      Issue.record("\(testDescription): nothing is found")
      return
    }
    let line = "\(first.service): \(first.detail)"
    #expect(first.kind == kind, "\(line) [\(first.kind ?? "")]")
    for fact in says { #expect(line.contains(fact), "\(line) lacks \(fact)") }
    if case .cause = sick.decision {
    } else {
      Issue.record("\(testDescription): \(sick.decision): \(line)")
    }
    guard !cure.isEmpty else { return }
    let well = Self.diagnosis(
      files.mapValues { text in
        cure.reduce(text) { $0.replacing($1.key, with: $1.value) }
      }, asked, words)
    for finding in well.findings where finding.kind == kind && finding.signal == .cluster {
      Issue.record("\(testDescription), cured: \(finding.service): \(finding.detail)")
    }
  }

  private static func diagnosis(
    _ files: [String: String], _ asked: [String], _ words: [String]
  ) -> Diagnosis {
    let observations = files.sorted { $0.key < $1.key }.flatMap { name, text in
      FileEvidence(text: Array(text.utf8), name: name).observations
    }
    var catalog = Catalog()
    catalog.entries = observations.count
    return Diagnostician(observations: observations, catalog: catalog).diagnosis(
      of: Symptom(services: asked, words: words))
  }
}

/// Texts that stand in many cases.
enum Text {
  /// A cluster's pods that have nothing to do with it.
  static let others = """
    $ kubectl get pods -n shop -o wide
    NAME                     READY   STATUS    RESTARTS   AGE   IP           NODE
    cart-5c8b9d7f6-qwrtz     1/1     Running   0          9d    10.1.0.11    n1
    stock-7f6d5c4b8-zxcvb    1/1     Running   0          9d    10.1.0.12    n2

    """

  /// A deployment in YAML with more of its own, of its pods' specification and of its container.
  static func deployment(
    _ name: String, namespace: String = "shop", ready: String = "1", spec: String = "",
    container: String = "", head: String = ""
  ) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: \(name)
      namespace: \(namespace)
      uid: 3f1c
    spec:
      replicas: 1
    \(head.indented(2))  selector:
        matchLabels:
          app: \(name)
      template:
        metadata:
          labels:
            app: \(name)
        spec:
    \(spec.indented(6))      containers:
          - name: main
            image: registry.test/\(name):1
    \(container.indented(8))status:
      replicas: 1
      availableReplicas: \(ready)

    """
  }

  /// A pod in a table, and its events.
  static func pod(
    _ app: String, _ status: String = "CrashLoopBackOff", ready: String = "0/1", events: String = ""
  ) -> String {
    """
    $ kubectl get pods -n shop
    NAME                    READY   STATUS             RESTARTS      AGE
    \(app)-5c8b9d7f6-qwrtz   \(ready)     \(status.padded(18)) 4             9m

    $ kubectl get events -n shop
    LAST SEEN   TYPE      REASON                    OBJECT                        MESSAGE
    \(events)
    """
  }
}

extension String {
  /// The lines behind so many blanks, the last ended too.
  func indented(_ width: Int) -> String {
    split(separator: "\n").map { String(repeating: " ", count: width) + $0 + "\n" }.joined()
  }

  /// The text with blanks behind it up to a width.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
