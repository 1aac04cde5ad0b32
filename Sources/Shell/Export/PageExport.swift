import SessionsAPI
import Terminal

/// A session as one page in HTML: it reads without a network and without scripts, and may be sent on as
/// it is.
///
/// No byte from a service or a log is markup; a policy in the page's head forbids all but its own style
/// besides.
struct PageExport {
  let postMortem: PostMortem
  private let known: Set<Int>
  private let figures: PageFigures

  init(_ postMortem: PostMortem) {
    self.postMortem = postMortem
    known = Set(postMortem.exhibits.map(\.number))
    figures = PageFigures(postMortem)
  }

  /// The page.
  var html: String {
    let title = HTMLText.escaped(postMortem.title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(title)</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="gumshoe">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
      'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
      <link rel="icon" href="data:,">
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      \(facts)
      \(contents)
      </header>
      <main>
      \(sections.map(\.html).joined(separator: "\n"))
      </main>
      <footer>Written by gumshoe. Secrets are masked. Times are in UTC unless they say otherwise.</footer>
      </body>
      </html>

      """
  }

  /// A section of the page.
  private struct Section {
    var id: String
    var title: String
    var html: String

    init(_ id: String, _ title: String, _ body: String) {
      self.id = id
      self.title = title
      html = "<section id=\"\(id)\">\n<h2>\(title)</h2>\n\(body)\n</section>"
    }
  }

  /// The sections, in the order of the page.
  private var sections: [Section] {
    let leading = figures.leading
    var sections = parts([.summary])
    if !leading.isEmpty { sections.append(Section("course", "Course", leading)) }
    sections += parts([.impact, .timeline, .cause])
    if let evidence { sections.append(evidence) }
    sections += parts([.ruledOut, .nextSteps, .said, .notSeen])
    if !postMortem.turns.isEmpty {
      sections.append(Section("transcript", "Transcript", transcript))
    }
    return sections
  }

  private func parts(_ kinds: [PostMortem.Kind]) -> [Section] {
    postMortem.parts.filter { kinds.contains($0.kind) }.map {
      Section($0.kind.rawValue, $0.kind.title, body(of: $0))
    }
  }

  private var facts: String {
    let rows = SessionFacts(postMortem.session).rows.map { name, value in
      "<li>\(name): <span>\(HTMLText.escaped(value))</span></li>"
    }
    return "<ul class=\"facts\">\(rows.joined(separator: "\n"))</ul>"
  }

  private var contents: String {
    let links = sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" }
    return "<nav aria-label=\"Contents\">\(links.joined(separator: "\n"))</nav>"
  }

  private func body(of part: PostMortem.Part) -> String {
    if part.kind == .timeline {
      return ([figures.timeline].compactMap { $0 } + part.blocks.map(timeline))
        .joined(separator: "\n")
    }
    return part.blocks.map { block in
      let heading = block.title.isEmpty ? "" : "<h3>\(HTMLText.escaped(block.title))</h3>\n"
      return heading + page(below: 3).html(block.body)
    }.joined(separator: "\n")
  }

  /// A list of what happened, each time beside what happened then.
  private func timeline(_ block: PostMortem.Block) -> String {
    // A drawing in letters, in a block of code, has better ones beside it.
    let told = block.body.split(separator: "\n").prefix { !$0.hasPrefix("```") }
    let rows = told.map { line in
      let text = line.hasPrefix("- ") ? line.dropFirst(2) : line
      guard let time = text.prefixMatch(of: /(\d{4}-\d\d-\d\d )?\d\d:\d\d(:\d\d(\.\d+)?)?(?!\d)/)?.0
      else {
        return
          "<li><span class=\"when\"></span><div>\(page(below: 3).line(String(text)))</div></li>"
      }
      let rest = page(below: 3).line(String(text.dropFirst(time.count)))
      return
        "<li><span class=\"when\">\(HTMLText.escaped(String(time).trimmingBlanks())) </span>"
        + "<div>\(rest)</div></li>"
    }
    return "<ol class=\"timeline\">\n\(rows.joined(separator: "\n"))\n</ol>"
  }

  private var evidence: Section? {
    guard !postMortem.exhibits.isEmpty else { return nil }
    return Section(
      "evidence", "Evidence", postMortem.exhibits.map(figures.exhibit).joined(separator: "\n"))
  }

  private var transcript: String {
    postMortem.turns.map { turn in
      let time = TimeWords(toTheSecond: turn.question.createdAt).text
      let answer = turn.answer.map { page(below: 1).html($0.markdownContent) }
      return """
        <article>
        <p class="asked">\(turn.number) · \(time) UTC</p>
        <p class="question">\(HTMLText.escaped(turn.question.markdownContent))</p>
        <div class="answer">
        \(answer ?? "<p>Not answered yet.</p>")
        </div>
        </article>
        """
    }.joined(separator: "\n")
  }

  private func page(below level: Int) -> MarkdownPage {
    MarkdownPage(below: level) { [known] number in
      known.contains(number) ? PostMortem.anchor(number) : nil
    }
  }
}
