import Testing
@Suite struct DemoLibraryTests {}
