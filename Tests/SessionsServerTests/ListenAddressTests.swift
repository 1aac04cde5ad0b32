import SessionsServer
import Testing

/// Addresses to listen on.
@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1:8080", true), ("[::1]:0", "[::1]:0", true),
    ("localhost:1", "localhost:1", true), ("127.9.9.9:1", "127.9.9.9:1", true),
    ("0.0.0.0:80", "0.0.0.0:80", false), ("[::]:80", "[::]:80", false),
    ("127.0.0.1.example.org:80", "127.0.0.1.example.org:80", false),
    ("10.0.0.1:65535", "10.0.0.1:65535", false),
  ])
  func `an address is read and written`(text: String, written: String, isLoopback: Bool) throws {
    let address = try #require(ListenAddress(text))
    #expect("\(address)" == written)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: ["", "8080", ":8080", "localhost:", "localhost:x", "a:65536", "::1:80", "a:-1"])
  func `what is no address is refused`(text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
