package exchange.api.postgres;

import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.values.Page;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

public final class PostgresOrganizations implements Organizations {
  private static final Function<String, Organization> ORGANIZATION =
      Documents.reader(Organization.class);
  private static final Function<String, SignIn> SIGN_IN = Documents.reader(SignIn.class);

  private final Database database;

  public PostgresOrganizations(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Organization> admit(Organization organization, Credential credential) {
    return database.change(
        "admit_organization",
        Map.of("organization", organization, "credential", credential),
        ORGANIZATION);
  }

  @Override
  public Mono<Organization> find(UUID id, Caller caller) {
    return database.one(
        "select doc::text from organization where id = $1 and ($2 or id = $3)",
        ORGANIZATION,
        id,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<Page<Organization>> page(Caller caller, Page.Query query) {
    return database.page(
        "select seq, doc::text from organization where seq < $1 and ($2 or id = $3)",
        query,
        ORGANIZATION,
        caller.isOperator(),
        caller.organizationId());
  }

  @Override
  public Mono<List<Organization>> named(Set<UUID> ids) {
    return database
        .all(
            "select doc::text from organization where id = any($1)",
            ORGANIZATION,
            (Object) ids.toArray(UUID[]::new))
        .collectList();
  }

  @Override
  public Mono<SignIn> signIn(String clientId) {
    return database.one(
        """
        select jsonb_build_object(
          'credential', jsonb_build_object('clientId', c.client_id,
            'organizationId', c.organization_id, 'secretHash', c.secret_hash),
          'organization', o.doc)::text
        from credential c join organization o on o.id = c.organization_id
        where c.client_id = $1""",
        SIGN_IN,
        clientId);
  }
}
