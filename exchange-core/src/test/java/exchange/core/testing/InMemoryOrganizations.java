package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.values.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryOrganizations implements Organizations {
  private final Books books;
  private final Map<UUID, Organization> organizations = new LinkedHashMap<>();
  private final Map<String, Credential> credentials = new LinkedHashMap<>();

  InMemoryOrganizations(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Organization> admit(Organization organization, Credential credential) {
    return books.change(
        () -> {
          credentials.putIfAbsent(credential.clientId(), credential);
          if (organizations.putIfAbsent(organization.id(), organization) == null) {
            books.events.emit(
                EventKind.ORGANIZATION_ADMITTED, organization.id(), organization.id());
          }
          books.ledger.open(organization.id());
          return organizations.get(organization.id());
        });
  }

  @Override
  public Mono<Organization> find(UUID id, Caller caller) {
    return books.read(() -> sees(caller, id) ? organizations.get(id) : null);
  }

  @Override
  public Mono<Page<Organization>> page(Caller caller, Page.Query query) {
    return books.read(
        () -> Books.page(organizations.values(), each -> sees(caller, each.id()), query));
  }

  @Override
  public Mono<List<Organization>> named(Set<UUID> ids) {
    return books.read(
        () -> organizations.values().stream().filter(each -> ids.contains(each.id())).toList());
  }

  @Override
  public Mono<SignIn> signIn(String clientId) {
    return books.read(
        () -> {
          Credential credential = credentials.get(clientId);
          return credential == null
              ? null
              : new SignIn(credential, organizations.get(credential.organizationId()));
        });
  }

  private static boolean sees(Caller caller, UUID id) {
    return caller.isOperator() || caller.organizationId().equals(id);
  }
}
