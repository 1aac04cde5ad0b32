import CPlatform
import EngineProcess
import InvestigationService
import SessionsServer

extension ServeOptions {
  /// Where and how to listen.
  ///
  /// - Throws: ``StartFailure/serving(_:)``.
  func settings(metrics: PrometheusMetrics) throws(StartFailure) -> ServerSettings {
    let tls = try tlsFiles()
    let address = try address("--listen", listen, isProtected: tls != nil)
    var listener: MetricsListener?
    if let metricsListen {
      let address = try self.address("--metrics-listen", metricsListen, isProtected: tls != nil)
      listener = MetricsListener(address: address, source: metrics)
    }
    return ServerSettings(address: address, metrics: listener, tls: tls)
  }

  /// The limits of the service.
  ///
  /// - Throws: ``StartFailure/serving(_:)``.
  func rules() throws(StartFailure) -> ServiceSettings {
    var rules = ServiceSettings()
    guard let limit = Int(maxRunning), limit >= 1 else {
      throw .serving(.badMaxRunning(maxRunning))
    }
    rules.maxRunning = limit
    if let keepDays { rules.keepDays = try DayCount.read(keepDays, option: "--keep") }
    return rules
  }

  /// What the engine may use.
  func engineLimits() throws(StartFailure) -> EngineLimits {
    guard let memory = Int(engineMemory), memory >= EngineLimits.leastMemory, memory <= 1 << 20
    else {
      throw .serving(.badEngineMemory(engineMemory, least: EngineLimits.leastMemory))
    }
    return EngineLimits(memory: memory)
  }

  private func address(
    _ option: String, _ text: String, isProtected: Bool
  ) throws(StartFailure) -> ListenAddress {
    guard let address = ListenAddress(text) else {
      throw .serving(.badAddress(option: option, text))
    }
    guard address.isLoopback || isProtected || insecure else {
      throw .serving(.unprotected(option: option, address))
    }
    return address
  }

  private func tlsFiles() throws(StartFailure) -> TLSFiles? {
    switch (tlsCertificate, tlsKey) {
    case (nil, nil): return nil
    case (_?, nil): throw .serving(.halfTLS(given: "--tls-cert", missing: "--tls-key"))
    case (nil, _?): throw .serving(.halfTLS(given: "--tls-key", missing: "--tls-cert"))
    case (let certificate?, let key?):
      for path in [certificate, key] {
        guard access(path, R_OK) == 0 else {
          throw .serving(.missingTLSFile(path))
        }
      }
      return TLSFiles(certificate: certificate, key: key)
    }
  }
}
