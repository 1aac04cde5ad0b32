import Testing

@testable import Shell

/// Who is called back when a turn has ended.
@Suite struct AttentionTests {
  private func codes(
    _ attention: Attention, _ title: String = "why", hasFocus: Bool?, after seconds: Int
  ) -> String? {
    attention.codes(
      title: title, outcome: .answered, hasFocus: hasFocus, after: .seconds(seconds))
  }

  @Test func `who looks is left alone, who looks elsewhere is called`() {
    #expect(codes(.bell, hasFocus: true, after: 100) == nil)
    #expect(codes(.bell, hasFocus: false, after: 1) == "\u{7}")
    #expect(codes(.off, hasFocus: false, after: 100) == nil)
  }

  @Test func `where the terminal does not tell, only a long turn calls`() {
    #expect(codes(.bell, hasFocus: nil, after: 9) == nil)
    #expect(codes(.bell, hasFocus: nil, after: 10) == "\u{7}")
  }

  @Test func `no title ends the message, or begins another command`() {
    let codes = codes(.osc9, "4;1\u{1b}\\\u{7}x\u{9c}y", hasFocus: false, after: 1)
    #expect(
      codes == "\u{1b}]9;gumshoe: '4;1\\x1b\\\\x07x\\x9cy' is answered\u{1b}\\")
  }
}
