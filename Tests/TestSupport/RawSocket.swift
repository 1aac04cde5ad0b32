import CPlatform
import Foundation

/// A bare TCP connection to this machine, to send what no client would.
package final class RawSocket: Sendable {
  private let descriptor: Int32

  /// A call that failed, with `errno`.
  package struct Failure: Error {
    var call: String
    var code: Int32
  }

  /// Connects to a port of this machine.
  package init(port: Int) throws {
    descriptor = cplatform_connect(UInt16(port))
    guard descriptor >= 0 else { throw Failure(call: "connect", code: cplatform_errno()) }
  }

  deinit {
    close(descriptor)
  }

  /// Sends all of a text; a server that stopped reading is no failure.
  package func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { cplatform_send(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Tells the server that nothing more comes.
  package func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Whether something comes, or the end, within some time; nothing is read.
  package func hasInput(within time: Duration) async throws -> Bool {
    try await Patience.onThread { [descriptor] in
      Result {
        let ready = cplatform_wait_to_read(descriptor, -1, Int32(time / .milliseconds(1)))
        guard ready >= 0 else { throw Failure(call: "poll", code: cplatform_errno()) }
        return ready > 0
      }
    }.get()
  }

  /// Reads one answer.
  package func answer() async throws -> WireAnswer {
    var bytes: [UInt8] = []
    while true {
      if let answer = try WireAnswer.first(in: &bytes) { return answer }
      guard let more = try await receive() else { throw Failure(call: "recv", code: 0) }
      bytes += more
    }
  }

  /// Reads all answers until the server closes the connection.
  package func answersUntilEnd() async throws -> [WireAnswer] {
    var bytes = Array(try await textUntilEnd().utf8)
    var answers: [WireAnswer] = []
    while let answer = try WireAnswer.first(in: &bytes) { answers.append(answer) }
    return answers
  }

  /// Reads what comes until the server closes the connection.
  package func textUntilEnd() async throws -> String {
    var bytes: [UInt8] = []
    while let more = try await receive() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits until something has come, or the end; nothing is read.
  package func waitForInput() async throws {
    guard try await hasInput(within: Patience.limit) else {
      throw NeverCame(what: "anything on a connection")
    }
  }

  /// Reads what comes next; nil at the end, also where the server cut the connection.
  private func receive() async throws -> [UInt8]? {
    try await waitForInput()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 || cplatform_errno() == ECONNRESET else {
      throw Failure(call: "recv", code: cplatform_errno())
    }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
