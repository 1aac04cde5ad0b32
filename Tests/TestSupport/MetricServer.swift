import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A real server of metrics, run by a test with the made incident in it.
package final class MetricServer: @unchecked Sendable {
  // Unchecked: the process is started once, and ended once by `stop`.
  package enum Program: String, CaseIterable, Sendable {
    case prometheus
    case victoriaMetrics = "victoria-metrics"

    /// Whether the machine has it, with what loads it.
    package var isThere: Bool {
      let needed = self == .prometheus ? ["prometheus", "promtool"] : [rawValue]
      return needed.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)") }
    }
  }

  package let url: String
  private let process = Process()
  private let folder: TemporaryFolder

  /// Starts the server, and waits until it answers with data.
  package init(_ program: Program, _ metrics: ShopMetrics) async throws {
    folder = try TemporaryFolder()
    let port = try Self.freePort()
    url = "http://127.0.0.1:\(port)"
    process.executableURL = URL(filePath: "/usr/bin/\(program.rawValue)")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    switch program {
    case .prometheus:
      let text = try folder.write("metrics.txt", metrics.openMetrics)
      let load = try Process.run(
        URL(filePath: "/usr/bin/promtool"),
        arguments: ["tsdb", "create-blocks-from", "openmetrics", text, folder.path + "/data"])
      await Patience.onThread { load.waitUntilExit() }
      let settings = try folder.write("prometheus.yml", "scrape_configs: []\n")
      process.arguments = [
        "--config.file=\(settings)", "--storage.tsdb.path=\(folder.path)/data",
        "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:\(port)",
      ]
      try process.run()
    case .victoriaMetrics:
      process.arguments = [
        "-storageDataPath=\(folder.path)/data", "-retentionPeriod=100y",
        "-httpListenAddr=127.0.0.1:\(port)", "-search.latencyOffset=0s",
      ]
      try process.run()
      try await Patience.wait(for: "VictoriaMetrics") { await self.answers("/health") }
      var request = HTTPClientRequest(url: url + "/api/v1/import/prometheus")
      request.method = .POST
      request.body = .bytes(ByteBuffer(string: metrics.exposition))
      _ = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }
    try await Patience.wait(for: "the data of \(program.rawValue)") {
      await self.answers("/api/v1/query?query=db_pool_waiting&time=1773482700", with: "orders")
    }
  }

  /// Ends the server.
  package func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  private func answers(_ path: String, with text: String = "") async -> Bool {
    let request = HTTPClientRequest(url: url + path)
    guard let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(10)),
      let body = try? await answer.body.collect(upTo: 1 << 20)
    else { return false }
    return text.isEmpty || String(buffer: body).contains(text)
  }

  private struct NoPort: Error {}

  /// A port that nothing listens on now.
  private static func freePort() throws -> UInt16 {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw NoPort() }
    return UInt16(bigEndian: address.sin_port)
  }
}
