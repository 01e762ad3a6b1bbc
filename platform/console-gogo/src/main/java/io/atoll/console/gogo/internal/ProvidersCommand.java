package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:providers}: who reads which kind, and why somebody cannot. */
@Component(service = ProvidersCommand.class)
@GogoCommand(scope = "atoll", function = "providers")
public final class ProvidersCommand {

    private final Fetcher fetcher;
    private final Integrations integrations;

    @Activate
    public ProvidersCommand(@Reference Fetcher fetcher, @Reference Integrations integrations) {
        this.fetcher = fetcher;
        this.integrations = integrations;
    }

    @Descriptor("lists what reads each kind, and why it cannot")
    public void providers(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("only this instance: type~instance, or type if it has one instance") String... instance)
            throws CommandException {
        Output output = Output.of(session, form);
        Optional<String> wanted = Arguments.of("atoll:providers", instance).atMostOne("one instance");

        List<ProviderView> all =
                fetcher.providers().stream().map(ProviderView::of).toList();
        List<ProviderView> views = wanted.isEmpty() ? all : only(wanted.get(), all);
        output.print(views, () -> text(views, output));
    }

    private List<ProviderView> only(String written, List<ProviderView> all) throws CommandException {
        Collection<String> names = new TreeSet<>();
        integrations.all().forEach(integration -> names.add(integration.id().toString()));
        all.stream()
                .map(ProviderView::integration)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        String name = new InstanceNames(names).find(written).toString();
        return all.stream().filter(view -> view.integration().equals(name)).toList();
    }

    private static String text(List<ProviderView> views, Output output) {
        if (views.isEmpty()) {
            return "there is no provider\n";
        }
        Table table = new Table("KIND", "INTEGRATION", "PROVIDER", "BUNDLE", "STATE", "REASON");
        for (ProviderView view : views) {
            String except = view.except().isEmpty() ? "" : " except " + String.join(", ", view.except());
            for (String kind : view.kinds()) {
                table.row(
                        kind + except,
                        view.integration(),
                        view.component(),
                        view.bundle(),
                        view.state(),
                        view.reason());
            }
        }
        return table.text(output.width());
    }
}
