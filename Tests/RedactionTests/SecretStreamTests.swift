import Testing

@testable import Redaction

/// Masking of a log that comes in pieces.
@Suite struct SecretStreamTests {
  private static let key = """
    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEAyQ0mZ3dY
    Zq8hunterX9zAbCdEf
    -----END RSA PRIVATE KEY-----
    """
  private static let log =
    "10:00 INFO user=x password=Zq8hunterX9z ok\n\(key)\nGET /?token=Zq8hunterX9z HTTP\nlast"

  private func masked(_ text: String, by size: Int) -> String {
    var stream = SecretStream()
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      result += stream.take(bytes[start..<min(start + size, bytes.count)])
    }
    return String(decoding: result + stream.finish(), as: UTF8.self)
  }

  @Test(arguments: [1, 2, 7, 64, 1000])
  func `no piece shows a secret, and every other line keeps its number`(size: Int) {
    let text = masked(Self.log, by: size)
    #expect(!text.contains("hunter"))
    #expect(!text.contains("MIIE"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == Self.log.split(separator: "\n").count)
    #expect(lines[0] == "10:00 INFO user=x password=[masked] ok")
    #expect(lines[5] == "GET /?token=[masked] HTTP")
    #expect(lines[6] == "last")
  }

  @Test func `text without secrets and what is no text come through as they are`() {
    let text = String(repeating: "10:00:00 INFO größe 支付 ok\r\n\n", count: 5000) + "no end"
    #expect(masked(text, by: 4096) == text)
    var stream = SecretStream()
    let bytes = [0x1F, 0x8B, 0] + Array("password=Zq8hunterX9z\n".utf8)
    #expect(stream.take(bytes) + stream.finish() == bytes)
    var broken = SecretStream()
    let invalid: [UInt8] = [0xFF, 0xFE, 0x41, 0x0A, 0x80]
    #expect(broken.take(invalid) + broken.finish() == invalid)
  }

  @Test func `a line or a key without end is not waited for for ever`() {
    var stream = SecretStream()
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
    #expect(stream.take(line) == line)
    var open = SecretStream()
    let begun = Array("-----BEGIN PRIVATE KEY-----\n".utf8)
    let body = Array((String(repeating: "A", count: 63) + "\n").utf8)
    var count = open.take(begun).count
    for _ in 0..<3000 { count += open.take(body).count }
    #expect(count > 0)
  }
}
