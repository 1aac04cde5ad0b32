import Foundation
import SessionsAPI
import SessionsClient
import Testing
import TestSupport

/// Certificates are verified; `--ca-file` names whom to trust.
@Suite struct CertificateTests {
  @Test func `an unknown authority is refused, a named one is trusted`() async throws {
    try await TestFolder.run { folder in
      let certificate = try TestCertificate(in: folder, host: "localhost")
      try await HTTPTestServer.run(
        tls: try certificate.context(), handler: { _ in .json(200, Session.json("s1")) }
      ) { server in
        let url = "https://localhost:\(server.port)"
        try await withClient(of: url) { client in
          let error = try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) }
          #expect(
            error?.message
              == "\(url) is out of reach: its certificate is not trusted. Name its authority with "
              + "--ca-file if you trust it.")
        }
        try await withClient(of: url, { $0.authorityFile = certificate.path }) { client in
          let fetched = try await client.get(.init(rawValue: "s1"), wait: nil)
          #expect(fetched.session.id.rawValue == "s1")
        }
        // The same certificate under a name that it does not bear.
        try await withClient(
          of: "https://127.0.0.1:\(server.port)", { $0.authorityFile = certificate.path }
        ) { client in
          let error = try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) }
          #expect(error?.message.contains("its certificate is not trusted") == true)
        }
      }
    }
  }

  @Test func `a file that holds no certificate is named`() async throws {
    try await TestFolder.run { folder in
      let path = folder + "/authorities.pem"
      try Data("nothing".utf8).write(to: URL(filePath: path))
      try await withClient(of: "https://localhost:1", { $0.authorityFile = path }) { client in
        let error = try await failure { try await client.list(.everything) }
        #expect(error?.message.contains("'\(path)' (--ca-file) holds no certificate") == true)
      }
    }
  }
}
