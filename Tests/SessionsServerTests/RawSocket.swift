import CPlatform
import Foundation
import SessionsAPI
import TestSupport

/// A bare TCP connection to this machine, to send what no client would.
final class RawSocket: Sendable {
  private let descriptor: Int32

  struct Failure: Error {
    var call: String
    var code: Int32
  }

  init(port: Int) throws {
    descriptor = cplatform_connect(UInt16(port))
    guard descriptor >= 0 else { throw Failure(call: "connect", code: cplatform_errno()) }
  }

  deinit {
    close(descriptor)
  }

  /// Sends all of a text; a server that stopped reading is no failure.
  func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { cplatform_send(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Tells the server that nothing more comes.
  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Whether something comes, or the end, within some time.
  func hasInput(within time: Duration) throws -> Bool {
    let ready = cplatform_wait_to_read(descriptor, -1, Int32(time / .milliseconds(1)))
    guard ready >= 0 else { throw Failure(call: "poll", code: cplatform_errno()) }
    return ready > 0
  }

  /// Reads one answer.
  func answer() async throws -> WireAnswer {
    var bytes: [UInt8] = []
    while true {
      if let answer = try WireAnswer.first(in: &bytes) { return answer }
      guard let more = try await receive() else { throw Failure(call: "recv", code: 0) }
      bytes += more
    }
  }

  /// Reads all answers until the server closes the connection.
  func answersUntilEnd() async throws -> [WireAnswer] {
    var bytes = Array(try await textUntilEnd().utf8)
    var answers: [WireAnswer] = []
    while let answer = try WireAnswer.first(in: &bytes) { answers.append(answer) }
    return answers
  }

  /// Reads what comes until the server closes the connection.
  func textUntilEnd() async throws -> String {
    var bytes: [UInt8] = []
    while let more = try await receive() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads what comes next; nil at the end, also where the server cut the connection.
  private func receive() async throws -> [UInt8]? {
    while try !hasInput(within: .zero) { try await Task.sleep(for: .milliseconds(1)) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 || cplatform_errno() == ECONNRESET else {
      throw Failure(call: "recv", code: cplatform_errno())
    }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}

/// An answer as it came over a wire.
struct WireAnswer: Sendable {
  var status: Int
  /// By name in lower case.
  var headers: [String: String]
  var body: Data

  /// Takes the first whole answer of some bytes away.
  static func first(in bytes: inout [UInt8]) throws -> WireAnswer? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw RawSocket.Failure(call: "status line", code: 0)
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
    }
    let start = text[..<end.upperBound].utf8.count
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    guard bytes.count >= start + length else { return nil }
    let body = Data(bytes[start..<start + length])
    bytes.removeFirst(start + length)
    return WireAnswer(status: status, headers: headers, body: body)
  }

  func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try ContractJSON.decode(type, from: body)
  }

  /// The envelope that the body has to be.
  func envelope() throws -> ErrorEnvelope {
    try decoded(ErrorEnvelope.self)
  }
}
