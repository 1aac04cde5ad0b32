/// Draws counts as a series of blocks.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws counts at a width of at most 24; a dot stands for nothing, blocks for a share of the peak.
  static func draw(_ counts: [Int]) -> String {
    let width = 24
    let step = max(1, (counts.count + width - 1) / width)
    let sums = stride(from: 0, to: counts.count, by: step).map {
      counts[$0..<min(counts.count, $0 + step)].reduce(0, +)
    }
    guard let peak = sums.max(), peak > 0 else { return "" }
    return String(sums.map { $0 == 0 ? "·" : blocks[min(7, $0 * 8 / peak)] })
  }
}
