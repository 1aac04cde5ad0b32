package import Timeline

/// What can be quoted of an observation, in the order of time.
///
/// Either listed, or made when one is asked for: an hour of metrics has thousands of rows that might be
/// quoted, each of many metrics, and a report quotes a handful.
package struct Samples: RandomAccessCollection, Sendable, ExpressibleByArrayLiteral {
  private enum Form: Sendable {
    case listed([Sample])
    case made(any SampleMaker)
  }

  private var form: Form

  /// Samples that are there.
  package init(_ samples: [Sample]) {
    form = .listed(samples)
  }

  package init(arrayLiteral elements: Sample...) {
    self.init(elements)
  }

  /// Samples that are made on demand.
  package init(madeBy maker: any SampleMaker) {
    form = .made(maker)
  }

  /// What makes them; nil where they are listed.
  package var maker: (any SampleMaker)? {
    guard case .made(let maker) = form else { return nil }
    return maker
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch form {
    case .listed(let samples): samples.count
    case .made(let maker): maker.count
    }
  }

  package subscript(position: Int) -> Sample {
    switch form {
    case .listed(let samples): samples[position]
    case .made(let maker): maker.sample(position)
    }
  }

  /// When the sample at a position was written, without the sample being made.
  package func time(_ position: Int) -> Timestamp? {
    switch form {
    case .listed(let samples): samples[position].time
    case .made(let maker): maker.time(position)
    }
  }

  /// The times of all, of those that have one.
  package var times: [Timestamp] {
    switch form {
    case .listed(let samples): samples.compactMap(\.time)
    case .made(let maker): maker.times
    }
  }

  /// The first that was written at a time or later.
  package func first(since instant: Instant) -> Sample? {
    indices.first { time($0).map { $0.instant >= instant } ?? false }.map { self[$0] }
  }

  /// The last that was written before a time.
  package func last(before instant: Instant) -> Sample? {
    indices.last { time($0).map { $0.instant < instant } ?? false }.map { self[$0] }
  }

  /// The one in a window that was written nearest to a time; of equally near ones the first.
  package func nearest(to instant: Instant, in window: TimeWindow) -> Sample? {
    var best: (position: Int, distance: UInt64)?
    for position in indices {
      guard let time = time(position)?.instant, window.contains(time) else { continue }
      let distance = time.distance(from: instant).magnitude
      if best.map({ distance < $0.distance }) ?? true { best = (position, distance) }
    }
    return best.map { self[$0.position] }
  }

  /// Whether a text stands in the line of one of them, byte for byte.
  package func holds(_ text: String) -> Bool {
    switch form {
    case .listed(let samples): samples.contains { $0.text.holds(text) }
    case .made(let maker): maker.holds(text)
    }
  }

  /// The paths of the files whose lines they are.
  package var paths: Set<String> {
    switch form {
    case .listed(let samples):
      Set(
        samples.compactMap { sample in
          guard case .line(let path, _) = sample.reference.locator else { return nil }
          return path
        })
    case .made(let maker): [maker.path]
    }
  }

  /// The same, where one service is called by another name.
  package func renamed(_ service: String, to name: String) -> Samples {
    switch form {
    case .listed(var samples):
      for index in samples.indices where samples[index].service == service {
        samples[index].service = name
      }
      return Samples(samples)
    case .made(let maker):
      return Samples(madeBy: maker.renamed(service, to: name))
    }
  }
}

/// Makes the samples of an observation when they are asked for, all of them lines of one file.
package protocol SampleMaker: Sendable {
  /// How many there are.
  var count: Int { get }
  /// The path of the file.
  var path: String { get }
  /// The sample at a position, from 0, in the order of time.
  func sample(_ position: Int) -> Sample
  /// When it was written.
  func time(_ position: Int) -> Timestamp?
  /// When each was written that has a time.
  var times: [Timestamp] { get }
  /// Whether a text stands in one of the rows that they are made of, or in one beside these.
  func holds(_ text: String) -> Bool
  /// The same, where one service is called by another name.
  func renamed(_ service: String, to name: String) -> any SampleMaker
}
