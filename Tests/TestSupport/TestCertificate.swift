import Foundation
package import NIOSSL

/// A certificate that vouches for itself, made by openssl(1).
package struct TestCertificate: Sendable {
  /// Where it is, as PEM.
  package let path: String
  /// Where its private key is, as PEM.
  package let keyPath: String

  /// Makes a certificate for a host in a folder.
  package init(in folder: String, host: String) throws {
    path = folder + "/cert.pem"
    keyPath = folder + "/key.pem"
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-days", "2", "-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)",
      "-keyout", keyPath, "-out", path,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  /// What a server needs to show it; one that knows a client lets in nobody who does not show its own.
  package func context(client: TestCertificate? = nil) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(path)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: keyPath, format: .pem)))
    if let client {
      configuration.certificateVerification = .noHostnameVerification
      configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(client.path))
    }
    return try NIOSSLContext(configuration: configuration)
  }
}
