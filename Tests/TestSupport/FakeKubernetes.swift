import Foundation
import Synchronization

/// An API server of Kubernetes from memory, as far as `kubectl get`, `describe` and `logs` ask one.
///
/// It holds objects of a few kinds and logs, and keeps which requests came.
package final class FakeKubernetes: Sendable {
  private let objects: [KubernetesObject]
  private let logs: [KubernetesLog]
  /// The kinds in the plural that nobody may list or read: `nodes`, `pods/log`.
  private let forbidden: Set<String>
  /// The bearer's token that every request has to bring; nil where anybody may ask.
  private let token: String?
  private let requests = Mutex<[HTTPTestRequest]>([])

  package init(
    _ objects: [KubernetesObject], logs: [KubernetesLog] = [], forbidden: Set<String> = [],
    token: String? = nil
  ) {
    self.objects = objects
    self.logs = logs
    self.forbidden = forbidden
    self.token = token
  }

  /// The requests that came, in their order.
  package var asked: [HTTPTestRequest] { requests.withLock { $0 } }

  /// The text of a kubeconfig file whose current context asks a server.
  package static func configuration(
    server url: String, namespace: String, token: String? = nil
  ) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: trial
    clusters:
      - name: trial
        cluster: { server: "\(url)" }
    users:
      - name: trial
        user: { \(token.map { "token: \"\($0)\"" } ?? "") }
    contexts:
      - name: trial
        context: { cluster: trial, user: trial, namespace: \(namespace) }

    """
  }

  /// Answers a request.
  package func answer(_ request: HTTPTestRequest) -> HTTPTestReply {
    requests.withLock { $0.append(request) }
    guard request.method == "GET" else {
      return .status(405, "MethodNotAllowed", "the server does not allow this method")
    }
    if let token, request.fields["authorization"] != "Bearer \(token)" {
      return .status(401, "Unauthorized", "Unauthorized")
    }
    guard let url = URLComponents(string: request.target) else {
      return .status(400, "BadRequest", "bad URL")
    }
    var items: [String: String] = [:]
    for item in url.queryItems ?? [] { items[item.name] = item.value }
    if let text = Self.discovery(url.path) { return .json(200, text) }
    return answer(url.path.split(separator: "/").map(String.init), items)
  }

  /// Answers for `api/v1/nodes`, `apis/apps/v1/namespaces/shop/deployments/cart`, `…/pods/cart-1/log`.
  private func answer(_ path: [String], _ items: [String: String]) -> HTTPTestReply {
    let missing = HTTPTestReply.status(
      404, "NotFound", "the server could not find the requested resource")
    let isCore = path.first == "api"
    let group = isCore ? "v1" : path.dropFirst().prefix(2).joined(separator: "/")
    var rest = path.dropFirst(isCore ? 2 : 3)
    var namespace: String?
    if rest.first == "namespaces", rest.count > 2 {
      namespace = rest.dropFirst().first
      rest = rest.dropFirst(2)
    }
    guard let plural = rest.popFirst(),
      let kind = KubernetesKind.all.first(where: { $0.plural == plural && $0.group == group })
    else { return missing }
    let name = rest.popFirst()
    let isLog = plural == "pods" && rest.first == "log"
    let resource = isLog ? "pods/log" : plural
    if forbidden.contains(resource) {
      let place = namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
      let verb = name == nil ? "list" : "get"
      let what = name.map { "\(plural) \"\($0)\"" } ?? plural
      let api = isCore ? "" : String(group.prefix { $0 != "/" })
      return .status(
        403, "Forbidden",
        "\(what) is forbidden: User \"jane\" cannot \(verb) resource \"\(resource)\" in API group "
          + "\"\(api)\" \(place)")
    }
    let found = objects.filter {
      $0.kind == kind.name && (namespace == nil || $0.namespace == namespace)
    }
    guard let name else {
      let chosen = found.filter {
        $0.matches(labels: items["labelSelector"] ?? "")
          && $0.matches(fields: items["fieldSelector"] ?? "")
      }
      return .json(
        200,
        #"{"kind":"\#(kind.name)List","apiVersion":"\#(group)","metadata":{"resourceVersion":"1"},"#
          + #""items":[\#(chosen.map(\.json).joined(separator: ","))]}"#)
    }
    guard let object = found.first(where: { $0.name == name }) else {
      return .status(404, "NotFound", "\(plural) \"\(name)\" not found")
    }
    return isLog ? log(of: object, items) : .json(200, object.json)
  }

  private func log(of pod: KubernetesObject, _ items: [String: String]) -> HTTPTestReply {
    let containers = pod.containers
    let name = items["container"] ?? (containers.count == 1 ? containers[0].name : nil)
    guard let container = containers.first(where: { $0.name == name }) else {
      return .status(
        400, "BadRequest",
        name.map { "container \($0) is not valid for pod \(pod.name)" }
          ?? "a container name must be specified for pod \(pod.name), choose one of: "
          + "[\(containers.map(\.name).joined(separator: " "))]")
    }
    let isPrevious = items["previous"] == "true"
    let found = logs.first {
      $0.pod == pod.name && $0.container == container.name && $0.isPrevious == isPrevious
    }
    if isPrevious, found == nil {
      return .status(
        400, "BadRequest",
        "previous terminated container \"\(container.name)\" in pod \"\(pod.name)\" not found")
    }
    if let reason = container.waiting, found == nil {
      return .status(
        400, "BadRequest",
        "container \"\(container.name)\" in pod \"\(pod.name)\" is waiting to start: \(reason)")
    }
    let since = items["sinceTime"].map { String($0.prefix(19)) } ?? ""
    let last = items["tailLines"].flatMap { Int($0) } ?? .max
    let lines = (found?.lines ?? []).filter { $0.time.prefix(19) >= since }.suffix(last)
    let text = lines.map { items["timestamps"] == "true" ? "\($0.time) \($0.text)" : $0.text }
    return .answer(
      HTTPTestAnswer(
        status: 200, fields: ["content-type": "text/plain"],
        body: Array(text.map { $0 + "\n" }.joined().utf8)))
  }
}

extension FakeKubernetes {
  /// What the API says of itself: which groups, kinds and versions there are; nil for other paths.
  private static func discovery(_ path: String) -> String? {
    let apps = #"{"groupVersion":"apps/v1","version":"v1"}"#
    switch path {
    case "/version": return #"{"major":"1","minor":"32","gitVersion":"v1.32.4"}"#
    case "/api":
      return #"{"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[]}"#
    case "/apis":
      return #"{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"apps","versions":["#
        + #"\#(apps)],"preferredVersion":\#(apps)}]}"#
    case "/api/v1": return resources("v1")
    case "/apis/apps/v1": return resources("apps/v1")
    default: return nil
    }
  }

  private static func resources(_ group: String) -> String {
    func line(_ plural: String, _ kind: KubernetesKind, _ verbs: String) -> String {
      #"{"name":"\#(plural)","singularName":"\#(kind.name.lowercased())","kind":"\#(kind.name)","#
        + #""namespaced":\#(kind.isNamespaced),"verbs":[\#(verbs)]}"#
    }
    let kinds = KubernetesKind.all.filter { $0.group == group }
    let lines = kinds.flatMap { kind in
      [line(kind.plural, kind, #""get","list","watch","create","update","delete""#)]
        + (kind.plural == "pods" ? [line("pods/log", kind, #""get""#)] : [])
    }
    return #"{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"\#(group)","#
      + #""resources":[\#(lines.joined(separator: ","))]}"#
  }
}

extension HTTPTestReply {
  /// A refusal as the API server writes it.
  fileprivate static func status(_ code: Int, _ reason: String, _ message: String) -> HTTPTestReply
  {
    let object: [String: Any] = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
      "message": message, "reason": reason, "details": [:], "code": code,
    ]
    let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
    return .json(code, String(decoding: data, as: UTF8.self))
  }
}
