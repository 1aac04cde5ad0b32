import Evidence
import Timeline

/// Reads the audit log of a Kubernetes API: each request that somebody made and that changed an object.
///
///     {"kind":"Event","apiVersion":"audit.k8s.io/v1",…,"verb":"delete","user":{"username":"ines"},
///      "objectRef":{"resource":"secrets","namespace":"shop","name":"cart-tls"},…}
///
/// Most requests only look, and most of the others are the cluster's own, which keeps itself running.
struct AuditLogReader: ObservationReader {
  let format = "audit log of Kubernetes"

  func takes(_ head: FileHead) -> Taking {
    guard head.text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      head.text.find(lowercased: Array("\"audit.k8s.io/".utf8)) != nil,
      head.text.find(lowercased: Array("\"objectref\"".utf8)) != nil
    else { return .no }
    return .besideLog
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    let stamps = StampReader()
    while let raw = lines.next() {
      guard let request = Request(raw), request.isChange else { continue }
      let time = request.time.flatMap { stamps.read(value: $0) }?.timestamp
      var sample = file.sample(line: lines.line, raw, time: time, service: request.name)
      if let place = sample.text.firstRange(of: "\"requestURI\"") {
        sample.message = String(sample.text[place.lowerBound...])
      }
      observed.observations.append(
        .change(
          "configuration-change", of: request.name,
          "\(request.verb) \(request.resource) \(request.name)", sample, request.parts))
    }
    return observed
  }

  /// A request as its record tells it.
  private struct Request {
    var verb = ""
    var user = ""
    var resource = ""
    var subresource = ""
    var namespace = ""
    var name = ""
    var code = 0
    var time: Bytes?

    init?(_ line: Bytes) {
      guard line.first == UInt8(ascii: "{") else { return nil }
      JSONSpan.members(line) { name, value in
        switch name.text(limit: 40) {
        case "verb": verb = JSONSpan.unquoted(value).text(limit: 40)
        case "user": user = Self.text(value, "username")
        case "objectRef":
          resource = Self.text(value, "resource")
          subresource = Self.text(value, "subresource")
          namespace = Self.text(value, "namespace")
          self.name = Self.text(value, "name")
        case "responseStatus": code = Int(Self.text(value, "code")) ?? 0
        case "requestReceivedTimestamp", "stageTimestamp":
          time = time ?? JSONSpan.unquoted(value)
        default: break
        }
      }
      guard !verb.isEmpty, !name.isEmpty else { return nil }
    }

    private static func text(_ object: Bytes, _ name: StaticString) -> String {
      JSONSpan.member(object, name).map { JSONSpan.unquoted($0).text(limit: 200) } ?? ""
    }

    /// Whether somebody changed something who is no part of the cluster itself.
    var isChange: Bool {
      ["create", "update", "patch", "delete", "deletecollection"].contains(verb) && code < 400
        && !AuditLogReader.passedOver.contains(resource)
        && !["status", "token", "eviction", "binding"].contains(subresource) && !isOwn
    }

    private var isOwn: Bool {
      guard user.hasPrefix("system:") else { return false }
      return !user.hasPrefix("system:serviceaccount:")
        || user.hasPrefix("system:serviceaccount:kube-system:")
    }

    var parts: [Observation.Trait] {
      [
        ("actor", user), ("verb", verb), ("resource", resource), ("namespace", namespace),
        ("name", name),
      ].filter { !$0.1.isEmpty }.map { .init(name: $0.0, value: $0.1) }
    }
  }

  /// Resources that change all the time, by what runs.
  private static let passedOver: Set<String> = [
    "events", "leases", "endpoints", "endpointslices", "tokenreviews", "subjectaccessreviews",
    "selfsubjectaccessreviews", "pods", "replicasets",
  ]
}
