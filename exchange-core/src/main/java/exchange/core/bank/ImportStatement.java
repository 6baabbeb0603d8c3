package exchange.core.bank;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator brings what the bank says. */
public final class ImportStatement {
  private final BankStatements statements;

  public ImportStatement(BankStatements statements) {
    this.statements = statements;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, {@code BANK_FILE_REFUSED} with what is wrong in it
   */
  public Mono<BankStatement> book(Caller caller, UUID id, BankStatement statement) {
    caller.require(Role.OPERATOR);
    List<String> contradictions = statement.contradictions();
    if (!contradictions.isEmpty()) {
      return Mono.error(
          Refusal.of(RefusalCode.BANK_FILE_REFUSED, "errors", String.join("; ", contradictions)));
    }
    return statements.book(id, statement);
  }
}
