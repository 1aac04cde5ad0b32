import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// When what was found began and how long it lasted, a lane a service, as a picture in SVG.
struct TimelineChart {
  private let lanes: [Lane]
  private let axis: TimeAxis
  private let onset: Double?

  /// What one service showed.
  private struct Lane {
    var service: String
    var spells: [Spell]
  }

  /// From the first to the last of what an exhibit stands for.
  private struct Spell {
    var number: Int
    var start: Double
    var end: Double
  }

  /// More lanes are a picture of nothing.
  private static let mostLanes = 12
  private static let width = 720.0
  private static let left = 150.0
  private static let right = 704.0
  private static let top = 30.0
  private static let laneHeight = 26.0
  /// Letters of a service's name that fit beside its lane.
  private static let longestName = 19

  /// Takes the exhibits of a timeline; nil where fewer than two can be set beside each other.
  init?(_ exhibits: [Report.Exhibit]) {
    let spells = exhibits.compactMap { exhibit -> (service: String, spell: Spell)? in
      guard let service = exhibit.service, let start = exhibit.first ?? exhibit.time else {
        return nil
      }
      let (from, until) = (
        start.timeIntervalSince1970, (exhibit.last ?? start).timeIntervalSince1970
      )
      // Ten thousand years around 1970: what lies beyond is no time.
      guard abs(from) < 3e11, abs(until) < 3e11, until >= from else { return nil }
      return (service, Spell(number: exhibit.number, start: from, end: until))
    }
    guard spells.count > 1, let first = spells.map(\.spell.start).min(),
      let last = spells.map(\.spell.end).max(), first < last
    else { return nil }
    var lanes: [Lane] = []
    for (service, spell) in spells.sorted(by: {
      ($0.spell.start, $0.spell.number) < ($1.spell.start, $1.spell.number)
    }) {
      if let place = lanes.firstIndex(where: { $0.service == service }) {
        lanes[place].spells.append(spell)
      } else {
        lanes.append(Lane(service: service, spells: [spell]))
      }
    }
    self.lanes = Array(lanes.prefix(Self.mostLanes))
    // A little room at both ends, so that what begins there is seen to begin.
    let room = (last - first) * 0.02
    let times = first - room...last + room
    axis = TimeAxis(times: times, left: Self.left, right: Self.right, mostMarks: 6)
    onset = exhibits.compactMap { $0.measure?.onset?.timeIntervalSince1970 }
      .first { times.contains($0) }
  }

  /// The picture in words.
  private var words: String {
    "When it was seen, by service: "
      + lanes.map { lane in
        let start = ChartedSeries.time(lane.spells.map(\.start).min() ?? 0)
        let end = ChartedSeries.time(lane.spells.map(\.end).max() ?? 0)
        return start == end
          ? "\(lane.service.oneLine) at \(start.text)"
          : "\(lane.service.oneLine) from \(start.text) to \(end.text(after: start))"
      }.joined(separator: "; ") + ", UTC."
  }

  /// The picture.
  var svg: String {
    let bottom = Self.top + Self.laneHeight * Double(lanes.count)
    let mark = onset.map { axis.onset($0, above: Self.top - 4, to: bottom) } ?? ""
    return SVG.picture(
      width: Self.width, height: bottom + 44, words: words,
      lanes.enumerated().map(draw) + [mark, axis.svg(at: bottom)])
  }

  private func draw(_ place: Int, _ lane: Lane) -> String {
    let y = Self.top + Self.laneHeight * Double(place)
    let isLong = lane.service.count > Self.longestName
    let name = isLong ? lane.service.prefix(Self.longestName - 1) + "…" : lane.service[...]
    let spells = lane.spells.map { spell in
      // A single moment is seen too.
      let width = max(5, axis.x(spell.end) - axis.x(spell.start))
      return """
        <rect class="spell" x="\(SVG.number(axis.x(spell.start)))" \
        y="\(SVG.number(y + 7))" width="\(SVG.number(width))" height="12" rx="3"/>
        """
    }
    return SVG.line(
      "grid", Self.left, y + Self.laneHeight, Self.right, y + Self.laneHeight)
      + SVG.text(
        String(name), x: Self.left - 10, y: y + 17, "lane", anchor: "end")
      + spells.joined()
  }
}
