package exchange.api.rest;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BadInputTest {
  private static InMemoryServer server;

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyMistakeIsAnsweredAndNothingStored() {
    return BadInputTable.cases(server.world());
  }
}
