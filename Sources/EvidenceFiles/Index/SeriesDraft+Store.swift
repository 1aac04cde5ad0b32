// A series as it lies in an index on disk.

extension SeriesDraft: Storable {
  func write(to store: inout StoreWriter) {
    var settled = self
    settled.settle()
    key.write(to: &store)
    store.put(total)
    store.put(UInt64(settled.buckets.count))
    var before: Int64 = 0
    for bucket in settled.buckets {
      store.put(bucket.index &- before)
      store.put(bucket.count)
      before = bucket.index
    }
    first.write(to: &store)
    last.write(to: &store)
    store.put(between)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    self.init(key: try Key(from: &store))
    total = try store.counted()
    let count = try store.count()
    var index: Int64 = 0
    for number in 0..<count {
      let step = try store.signed()
      // Ascending, and far from where their times could not be told any more.
      guard number == 0 || step > 0, step.magnitude <= Self.farthest.magnitude else {
        throw DamagedIndex()
      }
      index += step
      guard index.magnitude <= Self.farthest.magnitude else { throw DamagedIndex() }
      buckets.append(Bucket(index: index, count: try store.counted()))
    }
    first = try SampleDraft(from: &store)
    last = try SampleDraft(from: &store)
    between = try store.items()
    guard total > 0, between.count <= Self.mostBetween else { throw DamagedIndex() }
  }

  /// The farthest bucket: seconds in which all instants lie that can be told.
  private static let farthest = Int64.max / 1000 + 1
}

extension SeriesDraft.Key: Storable {
  func write(to store: inout StoreWriter) {
    store.put(Int64(service))
    store.put(Int64(shape))
    store.put(UInt64(grade.rawValue))
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    let service = Int32(exactly: try store.counted())
    let shape = Int32(exactly: try store.counted())
    guard let service, let shape else { throw DamagedIndex() }
    let grade = SeriesDraft.Grade(rawValue: UInt8(try store.index(below: 16)))
    self.init(service: service, shape: shape, grade: grade)
  }
}
