package exchange.core.bank;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator has found out whose money came or left. */
public final class AssignEntry {
  private final BankStatements statements;

  public AssignEntry(BankStatements statements) {
    this.statements = statements;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link BankStatements#assign} refuses
   */
  public Mono<BookedEntry> assign(Caller caller, UUID entryId, Optional<UUID> memberId) {
    caller.require(Role.OPERATOR);
    return statements.assign(entryId, memberId);
  }
}
