import Terminal
import Testing

/// Markdown that is handed on: written anew as Markdown, or as HTML for a page.
@Suite struct HandedOnMarkdownTests {
  private let page = MarkdownPage(below: 1) { $0 == 3 ? "exhibit-3" : nil }

  @Test(arguments: [
    ("a <b>&", "a \\<b>\\&"),
    ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
    ("[a](javascript:b)", "a (javascript:b)"),
    ("![a](http://x/y.png)", "*a*"),
    ("ask @ann, not a@b.org", "ask `@ann`, not a@b.org"),
    ("**a** *b* ~~c~~ `d|e`", "**a** *b* ~~c~~ `d|e`"),
    ("as [3] says, [x] and [4](y)", "as [3] says, \\[x\\] and 4 (y)"),
    (#"\[3\][(https://e.x)](b)"#, #"\[3\](https\://e.x) (b)"#),
    (#"\[3\][: https://e.x](b)"#, #"\[3\]: https\://e.x (b)"#),
    ("1[. x](u)", #"1\. x (u)"#),
    ("1\\. no list", "1\\. no list"),
    ("\\# no heading", "\\# no heading"),
    ("at 10:05:12, :100:", "at 10:05:12, \\:100:"),
    ("`` a`b ``", "``a`b``"),
    ("costs $5 and $6", "costs \\$5 and \\$6"),
    ("snake_case _a_", "snake_case *a*"),
    ("# A\n\ntext", "## A\n\ntext"),
    ("- a\n- b\n  - c", "- a\n- b\n  - c"),
    ("3. a\n4. b", "3. a\n4. b"),
    ("> a\n> b", "> a b"),
    ("```\n``\n```", "```\n``\n```"),
    ("a\u{1b}[31m\u{202e}b", "a\\\\x1b\\[31m\\\\u{202e}b"),
    ("|a|b|\n|---|--:|\n|1|x\\|y|", "| a | b |\n| --- | ---: |\n| 1 | x\\|y |"),
    ("|a|\n|---|\n|`x\\|y`|\n|`x\\\\|y`|", "| a |\n| --- |\n| `x\\|y` |\n| `x\\\\|y` |"),
  ])
  func `Markdown is written anew so that it says the same and does nothing`(
    text: String, anew: String
  ) {
    #expect(InertMarkdown(below: 1).text(text) == anew)
    // What was written anew is not changed any more, one level of headings aside.
    #expect(InertMarkdown(below: 0).text(anew) == anew || text.contains("@ann"))
  }

  @Test(arguments: [
    ("a <b>&", "<p>a &lt;b&gt;&amp;</p>"),
    ("<img src=x onerror=\"y\">", "<p>&lt;img src=x onerror=&quot;y&quot;&gt;</p>"),
    ("[a](javascript:b)", "<p>a (javascript:b)</p>"),
    ("![a](http://x/y.png)", "<p><em>a</em></p>"),
    ("http://x.org", "<p>http://x.org</p>"),
    ("**a** `b<c`", "<p><strong>a</strong> <code>b&lt;c</code></p>"),
    ("[3] [4] `[3]`", "<p><a class=\"mark\" href=\"#exhibit-3\">[3]</a> [4] <code>[3]</code></p>"),
    ("[999999999999999999999]", "<p>[999999999999999999999]</p>"),
    ("# A", "<h2>A</h2>"), ("###### A", "<h6>A</h6>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("- [x] a", "<ul>\n<li>☑ a</li>\n</ul>"),
    ("2. a", "<ol start=\"2\">\n<li>a</li>\n</ol>"),
    ("> a", "<blockquote><p>a</p></blockquote>"),
    (
      "|a|\n|---|\n|`x\\|y`|",
      """
      <div class="wide"><table>
      <thead><tr><th>a</th></tr></thead>
      <tbody>
      <tr><td><code>x|y</code></td></tr>
      </tbody>
      </table></div>
      """
    ),
    ("```\n</code>\u{7}\n```", "<pre><code>&lt;/code&gt;\\x07</code></pre>"),
  ])
  func `A page holds text, and leads nowhere but to its own evidence`(text: String, html: String) {
    #expect(page.html(text) == html)
  }

  @Test func `A text within a line stays within it`() {
    #expect(page.line("a **b**") == "a <strong>b</strong>")
    #expect(page.line("# a\n\nb") == "# a b")
    #expect(InertMarkdown(below: 0).line("# a\n\nb") == "\\# a b")
  }

  @Test func `No text of any characters becomes markup of the page`() {
    let scalars = "<>&\"'`*_[]()!\\\n#|-\u{0}\u{1b}\u{85}\u{202e}a ".unicodeScalars.map(
      Character.init)
    var state: UInt64 = 7
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<24 {
        // Knuth's multiplier: any sequence that is the same in every run will do.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(scalars[Int(state >> 33) % scalars.count])
      }
      let escaped = HTMLText.escaped(text)
      #expect(!escaped.contains { "<>\"'\u{1b}\u{85}\u{202e}\u{0}".contains($0) }, "\(text)")
      let tags = page.html(text).matches(of: /<[^>]*>/).map { String($0.output) }
      #expect(
        tags.allSatisfy {
          $0.wholeMatch(
            of:
              /<\/?(p|em|strong|code|pre|del|ul|ol|li|blockquote|h[1-6]|hr|br|div|table|thead|tbody|tr|th|td)( class="(wide|number)"| start="\d+")?>/
          ) != nil
        }, "\(tags) of \(text)")
      _ = InertMarkdown(below: 0).text(text)
    }
  }
}
