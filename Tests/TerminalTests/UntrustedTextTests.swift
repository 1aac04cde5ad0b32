import Terminal
import Testing

@Suite struct UntrustedTextTests {
  @Test(arguments: [
    ("plain ASCII", "plain ASCII"), ("é 日本 한글 👩‍👩‍👧", "é 日本 한글 👩‍👩‍👧"),
    ("a\u{1b}[31mred", "a\\x1b[31mred"), ("\u{7}bell\u{8}", "\\x07bell\\x08"), ("\u{0}", "\\x00"),
    ("\u{7f}", "\\x7f"), ("\u{9b}31m", "\\x9b31m"), ("\u{85}", "\\x85"),
    ("x\u{202e}txt.exe", "x\\u{202e}txt.exe"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
    ("\u{200f}\u{61c}", "\\u{200f}\\u{61c}"), ("\u{2028}", "\\u{2028}"), ("\u{200b}", "\\u{200b}"),
    ("\u{feff}", "\\u{feff}"), ("\u{e0041}", "\\u{e0041}"), ("\u{fffe}", "\\u{fffe}"),
    ("a\r\nb\rc", "a\nb\\x0dc"), ("tab\there", "tab\there"),
  ])
  func `what could act or deceive is written out`(text: String, expected: String) {
    #expect(UntrustedText.clean(text) == expected)
    #expect(UntrustedText.clean(bytes: Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    ([0x61, 0xFF, 0x62] as [UInt8], "a\\xffb"), ([0xC3], "\\xc3"), ([0xE2, 0x82], "\\xe2\\x82"),
    ([0xC0, 0xAF], "\\xc0\\xaf"), ([0xED, 0xA0, 0x80], "\\xed\\xa0\\x80"),
    ([0xC3, 0x28], "\\xc3("), ([0xF5, 0x80], "\\xf5\\x80"),
  ])
  func `bytes that are no UTF-8 are named one by one`(bytes: [UInt8], expected: String) {
    #expect(UntrustedText.clean(bytes: bytes) == expected)
  }

  @Test func `no text of any kind lets an unsafe character through`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random)
          : [0x1B, 0xC2, 0x9B, 0xE2, 0x80, 0xAE].randomElement(using: &random) ?? 0
      }
      for clean in [
        UntrustedText.clean(bytes: bytes),
        UntrustedText.clean(String(decoding: bytes, as: UTF8.self)),
      ] {
        let unsafe = clean.unicodeScalars.filter {
          $0 != "\n" && $0 != "\t" && UnsafeCharacters.contains($0)
        }
        #expect(unsafe.isEmpty, "\(bytes) became \(clean.debugDescription)")
      }
    }
  }

  @Test func `JSON strings keep the exact text in escapes`() {
    #expect(
      JSONText.quoted("a\"b\\\n\u{1b}\u{9b}\u{202e}\u{e0041}é")
        == #""a\"b\\\n\u001b\u009b\u202e\udb40\udc41é""#)
  }

  @Test func `plain output ends in one newline`() {
    #expect(PlainOutput.markdown("# a\n\n\n") == "# a\n")
    #expect(PlainOutput.markdown("a\u{1b}c") == "a\\x1bc\n")
  }
}
