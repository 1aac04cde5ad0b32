import Foundation
import TestSupport
import Testing

@testable import EvidenceSources

/// Servers behind something: a proxy with a path of its own, a tenant, a door that wants a certificate.
@Suite struct ReachedServerTests {
  /// Answers as Prometheus below a path, to those who bring what is wanted.
  private static func prometheus(
    below prefix: String, _ field: String, _ value: String
  ) -> HTTPTestServer.Handler {
    { request in
      guard request.fields[field] == value else { return .json(401, #"{"message":"who?"}"#) }
      guard request.target.hasPrefix(prefix + "/api/v1/") else { return .json(404, "nothing here") }
      if request.target.contains("__name__/values") {
        return .json(200, #"{"data":["http_requests_total"]}"#)
      }
      if request.target.contains("/labels") { return .json(200, #"{"data":["job"]}"#) }
      guard request.target.contains("query_range") else { return .json(404, "") }
      return .json(
        200,
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"a","#
          + #""job":"web"},"values":[[1773482400,"1773482400"],[1773486000,"1773486000"]]}]}}"#)
    }
  }

  @Test(arguments: [
    ("/api/datasources/proxy/uid/abc", "authorization", "Bearer s3cr3t", "/explore?"),
    ("/prometheus", "x-scope-orgid", "shop", "/prometheus/graph?"),
    ("/thanos/query", "authorization", "Basic YW5uOnMzY3IzdA==", "/thanos/query/graph?"),
  ])
  func `a server below a path is asked there, with the key, and linked to its page`(
    prefix: String, field: String, value: String, page: String
  ) async throws {
    try await HTTPTestServer.run(handler: Self.prometheus(below: prefix, field, value)) { server in
      var settings = SourceSettings(
        name: "trial", kind: .prometheus, address: server.url + prefix + "/")
      switch field {
      case "authorization" where value.hasPrefix("Bearer"):
        settings.authentication.bearer = .environment("KEY")
      case "authorization":
        (settings.authentication.user, settings.authentication.password) = (
          "ann", .environment("KEY")
        )
      default: settings.authentication.headers = [.init(name: field, value: .plain(value))]
      }
      let trial = try SourceTrial()
      let source = try PrometheusSource(settings, environment: ["KEY": "s3cr3t"])
      #expect(try await trial.ask(source) == nil)
      let file = try #require(await trial.sink.fetched.files.first)
      #expect(file.link?.hasPrefix(server.url + page) == true, "\(file.link ?? "")")
      #expect(file.link?.contains("s3cr3t") == false)
    }
  }

  @Test func `a server that wants to see a certificate is shown that of the settings`() async throws
  {
    let folder = try TemporaryFolder()
    for name in ["server", "client", "stranger"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    let own = try TestCertificate(in: folder.path + "/server", host: "localhost")
    let client = try TestCertificate(in: folder.path + "/client", host: "gumshoe")
    let stranger = try TestCertificate(in: folder.path + "/stranger", host: "stranger")
    let context = try own.context(client: client)
    let handler = Self.prometheus(below: "", "accept", "application/json")
    try await HTTPTestServer.run(tls: context, handler: handler) { server in
      func ask(_ certificate: TestCertificate?) async throws -> SourceFailure? {
        let port = try #require(server.url.split(separator: ":").last)
        var settings = SourceSettings(
          name: "trial", kind: .prometheus, address: "https://localhost:\(port)")
        settings.authentication.authorityFile = own.path
        settings.authentication.certificateFile = certificate?.path
        settings.authentication.keyFile = certificate?.keyPath
        return try await SourceTrial().ask(PrometheusSource(settings, environment: [:]))
      }
      let known = try await ask(client)
      #expect(known == nil)
      for certificate in [nil, stranger] {
        let failure = try await ask(certificate)
        #expect(failure != nil)
      }
    }
  }
}
