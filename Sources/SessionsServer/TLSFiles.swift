import NIOSSL

/// A certificate chain and its private key, as PEM files.
package struct TLSFiles: Hashable, Sendable {
  package var certificate: String
  package var key: String

  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// Reads both files.
  ///
  /// - Throws: ``ServerError/unusableTLS(path:reason:)``.
  func configuration() throws(ServerError) -> TLSConfiguration {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(certificate)
      guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
    } catch {
      throw .unusableTLS(path: certificate, reason: "it holds no certificate in PEM")
    }
    let privateKey: NIOSSLPrivateKey
    do {
      privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
    } catch {
      throw .unusableTLS(path: key, reason: "it holds no private key in PEM without a passphrase")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
    configuration.minimumTLSVersion = .tlsv12
    do {
      _ = try NIOSSLContext(configuration: configuration)
    } catch {
      throw .unusableTLS(path: key, reason: "it does not belong to '\(certificate)'")
    }
    return configuration
  }
}
