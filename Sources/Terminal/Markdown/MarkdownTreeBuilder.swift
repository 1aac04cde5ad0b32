import CMarkdown

/// Builds a document from md4c's events; lives for one parse, on one thread.
final class MarkdownTreeBuilder {
  private var stack: [Frame] = [Frame()]
  private var roles: [Role] = []
  private var links: [(address: String, start: Int)] = []
  /// Containers that lie too deep to be shown as such; their text joins what is around them.
  private var hidden = 0

  /// How deep quotes and lists are shown: more would leave no room for text.
  private static let deepest = 24

  /// A block whose end has not come yet.
  private struct Frame {
    var blocks: [MarkdownDocument.Block] = []
    var runs: [MarkdownDocument.Run] = []
    var items: [MarkdownDocument.Item] = []
    var header: [[MarkdownDocument.Run]] = []
    var alignments: [DisplayWidth.Alignment] = []
    var rows: [[[MarkdownDocument.Run]]] = []
    var level = 1
    var start: Int?
    var isDone: Bool?
    var inHeader = false
  }

  /// The document, once the parse has ended.
  var document: MarkdownDocument {
    MarkdownDocument(blocks: stack.first?.blocks ?? [])
  }

  /// Takes the beginning of a block.
  func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_BLOCK_DOC, MD_BLOCK_THEAD, MD_BLOCK_TBODY, MD_BLOCK_HTML:
      if type == MD_BLOCK_THEAD { stack[stack.count - 1].inHeader = true }
      return
    case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_OL, MD_BLOCK_LI:
      guard stack.count < Self.deepest, hidden == 0 else {
        hidden += 1
        return
      }
    default: break
    }
    if type == MD_BLOCK_P || type == MD_BLOCK_CODE || type == MD_BLOCK_QUOTE
      || type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_TABLE
      || type == MD_BLOCK_H
    {
      closeTightText()
    }
    var frame = Frame()
    switch type {
    case MD_BLOCK_H:
      frame.level = Int(detail?.load(as: MD_BLOCK_H_DETAIL.self).level ?? 1)
    case MD_BLOCK_OL: frame.start = Int(detail?.load(as: MD_BLOCK_OL_DETAIL.self).start ?? 1)
    case MD_BLOCK_LI:
      if let item = detail?.load(as: MD_BLOCK_LI_DETAIL.self), item.is_task != 0 {
        frame.isDone = item.task_mark != CChar(bitPattern: UInt8(ascii: " "))
      }
    case MD_BLOCK_TH:
      if let cell = detail?.load(as: MD_BLOCK_TD_DETAIL.self), let table = openTable {
        stack[table].alignments.append(Self.alignment(cell.align))
      }
    default: break
    }
    stack.append(frame)
  }

  /// Takes the end of a block.
  func leave(_ type: MD_BLOCKTYPE) {
    switch type {
    case MD_BLOCK_DOC:
      closeTightText()
      return
    case MD_BLOCK_THEAD:
      stack[stack.count - 1].inHeader = false
      return
    case MD_BLOCK_TBODY, MD_BLOCK_HTML: return
    case MD_BLOCK_QUOTE, MD_BLOCK_UL, MD_BLOCK_OL, MD_BLOCK_LI:
      guard hidden == 0 else {
        hidden -= 1
        closeTightText()
        return
      }
      closeTightText()
    default: break
    }
    guard stack.count > 1 else { return }
    let frame = stack.removeLast()
    let top = stack.count - 1
    switch type {
    case MD_BLOCK_P: stack[top].blocks.append(.paragraph(frame.runs))
    case MD_BLOCK_H: stack[top].blocks.append(.heading(level: frame.level, frame.runs))
    case MD_BLOCK_CODE: stack[top].blocks.append(.code(Self.codeLines(frame.runs)))
    case MD_BLOCK_HR: stack[top].blocks.append(.rule)
    case MD_BLOCK_QUOTE: stack[top].blocks.append(.quote(frame.blocks))
    case MD_BLOCK_UL, MD_BLOCK_OL:
      stack[top].blocks.append(.list(start: frame.start, items: frame.items))
    case MD_BLOCK_LI: stack[top].items.append(.init(isDone: frame.isDone, blocks: frame.blocks))
    case MD_BLOCK_TH, MD_BLOCK_TD: stack[top].header.append(Self.cell(frame.runs))
    case MD_BLOCK_TR:
      if stack[top].inHeader {
        stack[top].header = frame.header
      } else {
        stack[top].rows.append(frame.header)
      }
    case MD_BLOCK_TABLE:
      stack[top].blocks.append(
        .table(header: frame.header, alignments: frame.alignments, rows: frame.rows))
    default: break
    }
  }

  /// Takes the beginning of a span.
  func enter(span type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch type {
    case MD_SPAN_EM: roles.append(.emphasis)
    case MD_SPAN_STRONG: roles.append(.strong)
    case MD_SPAN_CODE: roles.append(.code)
    case MD_SPAN_DEL: roles.append(.struck)
    case MD_SPAN_A:
      roles.append(.link)
      let address = detail.map { Self.text(of: $0.load(as: MD_SPAN_A_DETAIL.self).href) } ?? ""
      links.append((address, stack[stack.count - 1].runs.count))
    default: roles.append(.emphasis)
    }
  }

  /// Takes the end of a span; a link whose text is not its address shows the address.
  func leave(span type: MD_SPANTYPE) {
    if type == MD_SPAN_A, let link = links.popLast() {
      let runs = stack[stack.count - 1].runs
      let shown = runs[min(link.start, runs.count)...].map(\.text).joined()
      if !link.address.isEmpty, shown != link.address, "mailto:" + shown != link.address {
        roles.removeLast()
        append(" (\(link.address))")
        return
      }
    }
    _ = roles.popLast()
  }

  /// Takes a piece of text.
  func add(_ type: MD_TEXTTYPE, _ start: UnsafePointer<CChar>?, _ size: Int) {
    guard let start else { return }
    let text = String(
      decoding: UnsafeRawBufferPointer(start: start, count: size), as: UTF8.self)
    switch type {
    case MD_TEXT_BR:
      let top = stack.count - 1
      guard !stack[top].runs.isEmpty else { return }
      stack[top].runs[stack[top].runs.count - 1].endsLine = true
    case MD_TEXT_SOFTBR: append(" ")
    case MD_TEXT_NULLCHAR: append("\u{0}")
    case MD_TEXT_ENTITY: append(MarkdownEntity.decode(text))
    default: append(text)
    }
  }

  private func append(_ text: String) {
    let top = stack.count - 1
    let wanted = Set(roles)
    if let last = stack[top].runs.last, last.roles == wanted, !last.endsLine {
      stack[top].runs[stack[top].runs.count - 1].text += text
    } else {
      stack[top].runs.append(.init(text: text, roles: wanted))
    }
  }

  /// Turns text that stands in an item without a paragraph of its own into one.
  private func closeTightText() {
    let top = stack.count - 1
    guard !stack[top].runs.isEmpty else { return }
    stack[top].blocks.append(.paragraph(stack[top].runs))
    stack[top].runs = []
  }

  /// The frame of the table that is being read: a header cell lies two below it.
  private var openTable: Int? {
    stack.count >= 2 ? stack.count - 2 : nil
  }

  private static func alignment(_ alignment: MD_ALIGN) -> DisplayWidth.Alignment {
    switch alignment {
    case MD_ALIGN_RIGHT: .right
    case MD_ALIGN_CENTER: .center
    default: .left
    }
  }

  /// The text of a cell, in whose code too a pipe has a backslash before it that is none of the text (GFM
  /// 0.29, 4.10); md4c leaves that one.
  private static func cell(_ runs: [MarkdownDocument.Run]) -> [MarkdownDocument.Run] {
    runs.map { run in
      guard run.roles.contains(.code) else { return run }
      return .init(
        text: run.text.replacing("\\|", with: "|"), roles: run.roles, endsLine: run.endsLine)
    }
  }

  private static func codeLines(_ runs: [MarkdownDocument.Run]) -> [String] {
    let text = runs.map(\.text).joined()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func text(of attribute: MD_ATTRIBUTE) -> String {
    guard let start = attribute.text else { return "" }
    return String(
      decoding: UnsafeRawBufferPointer(start: start, count: Int(attribute.size)), as: UTF8.self)
  }
}
