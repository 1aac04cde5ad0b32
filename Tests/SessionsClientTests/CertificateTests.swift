import Foundation
import NIOSSL
import SessionsAPI
import SessionsClient
import Testing
import TestSupport

/// Certificates are verified; `--ca-file` names whom to trust.
@Suite struct CertificateTests {
  @Test func `an unknown authority is refused, a named one is trusted`() async throws {
    try await TestFolder.run { folder in
      let certificate = try selfSigned(in: folder, host: "localhost")
      try await HTTPTestServer.run(
        tls: try context(certificate), handler: { _ in .json(200, Session.json("s1")) }
      ) { server in
        let url = "https://localhost:\(server.port)"
        try await withClient(of: url) { client in
          let error = try await failure { try await client.get(.init(rawValue: "s1"), wait: nil) }
          #expect(
            error
              == .unavailable(
                "\(url) is out of reach: its certificate is not trusted. Name its authority with "
                  + "--ca-file if you trust it.", retryAfter: nil))
        }
        try await withClient(of: url, { $0.authorityFile = certificate.chain }) { client in
          let fetched = try await client.get(.init(rawValue: "s1"), wait: nil)
          #expect(fetched.session.id.rawValue == "s1")
        }
        // The same certificate under a name that it does not bear.
        try await withClient(
          of: "https://127.0.0.1:\(server.port)", { $0.authorityFile = certificate.chain }
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

  private func selfSigned(
    in folder: String, host: String
  ) throws -> (chain: String, key: String) {
    let paths = (chain: folder + "/cert.pem", key: folder + "/key.pem")
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-days", "2", "-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)",
      "-keyout", paths.key, "-out", paths.chain,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    try #require(openssl.terminationStatus == 0)
    return paths
  }

  private func context(_ paths: (chain: String, key: String)) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(paths.chain)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: paths.key, format: .pem))))
  }
}
