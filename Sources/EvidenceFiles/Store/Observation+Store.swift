import Evidence
import Timeline

// What a file holds that is no log, as it lies in an index on disk.

extension Observation: Storable {
  func write(to store: inout StoreWriter) {
    store.put(service)
    measure.write(to: &store)
    store.put(count)
    values.write(to: &store)
    samples.write(to: &store)
    store.put(traits)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let service = try store.text()
    let measure = try Measure(from: &store)
    let count = try store.counted()
    let values = try Series(from: &store)
    let samples = try Samples(from: &store)
    // Whoever quotes an observation counts on one.
    guard !samples.isEmpty else { throw DamagedIndex() }
    self.init(
      service: service, measure: measure, count: count, values: values, samples: samples,
      traits: try store.items())
  }
}

extension Observation.Measure: Storable {
  func write(to store: inout StoreWriter) {
    switch self {
    case .entries(let template, let level):
      store.put(0)
      store.put(template)
      store.put(level)
    case .metric(let name, let unit):
      store.put(1)
      store.put(name)
      store.put(unit)
    case .latency(let operation):
      store.put(2)
      store.put(operation)
    case .errors(let operation):
      store.put(3)
      store.put(operation)
    case .change(let kind):
      store.put(4)
      store.put(kind)
    case .state(let object):
      store.put(5)
      store.put(object)
    case .calls(let callee):
      store.put(6)
      store.put(callee)
    }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let kind = try store.signed()
    let name = try store.text()
    switch kind {
    case 0: self = .entries(template: name, level: try store.level())
    case 1: self = .metric(name: name, unit: try store.text())
    case 2: self = .latency(operation: name)
    case 3: self = .errors(operation: name)
    case 4: self = .change(kind: name)
    case 5: self = .state(object: name)
    case 6: self = .calls(callee: name)
    default: throw DamagedIndex()
    }
  }
}

extension Observation.Trait: Storable {
  func write(to store: inout StoreWriter) {
    store.put(name)
    store.put(value)
    store.put(sample.map { [$0] } ?? [])
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let name = try store.text()
    let value = try store.text()
    let samples: [Sample] = try store.items()
    self.init(name: name, value: value, sample: samples.first)
  }
}

extension Series: Storable {
  func write(to store: inout StoreWriter) {
    store.put(width)
    store.put(times: times)
    for value in values { store.put(whole: value.bitPattern) }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let width = try store.signed()
    guard width >= 0 else { throw DamagedIndex() }
    let times = try store.times()
    var values: [Double] = []
    values.reserveCapacity(times.count)
    for _ in times { values.append(Double(bitPattern: try store.whole())) }
    self.init(width: width, times: times, values: values)
  }
}

extension Sample: Storable {
  func write(to store: inout StoreWriter) {
    reference.write(to: &store)
    store.put(time)
    store.put(isTimeBorrowed)
    store.put(level)
    store.put(service)
    store.put(host)
    store.put(logger)
    store.put(text)
    store.put(message)
    store.put(further)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let reference = try Reference(from: &store)
    let time = try store.time()
    let isTimeBorrowed = try store.flag()
    let level = try store.level()
    let service = try store.text()
    let host = try store.optionalText()
    let logger = try store.optionalText()
    let text = try store.text()
    let message = try store.text()
    self.init(
      reference: reference, time: time, isTimeBorrowed: isTimeBorrowed, level: level,
      service: service, host: host, logger: logger, text: text, message: message,
      further: try store.items())
  }
}

extension Sample.FurtherLine: Storable {
  func write(to store: inout StoreWriter) {
    reference.write(to: &store)
    store.put(text)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let reference = try Reference(from: &store)
    self.init(reference: reference, text: try store.text())
  }
}

extension Reference: Storable {
  func write(to store: inout StoreWriter) {
    store.put(source)
    switch locator {
    case .line(let path, let number):
      store.put(0)
      store.put(path)
      store.put(number)
    case .point(let series, let time):
      store.put(1)
      store.put(series)
      store.put(time.milliseconds)
    case .span(let trace, let id):
      store.put(2)
      store.put(trace)
      store.put(id)
    case .record(let path, let name):
      store.put(3)
      store.put(path)
      store.put(name)
    }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let source = try store.text()
    let kind = try store.signed()
    let name = try store.text()
    switch kind {
    case 0: self.init(source: source, locator: .line(path: name, number: try store.counted()))
    case 1:
      let time = Instant(milliseconds: try store.signed())
      self.init(source: source, locator: .point(series: name, time: time))
    case 2: self.init(source: source, locator: .span(trace: name, id: try store.text()))
    case 3: self.init(source: source, locator: .record(path: name, name: try store.text()))
    default: throw DamagedIndex()
    }
  }
}
