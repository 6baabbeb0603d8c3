package exchange.api.rest;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class AccessTest {
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
  Stream<DynamicTest> nobodyGetsInWhoMustNot() {
    return AccessTable.cases(server.world());
  }

  @TestFactory
  Stream<DynamicTest> everyOperationAnswersAsTheContractSays() {
    return ContractTable.cases(server.world());
  }
}
