package ${package};

import io.atoll.kit.http.Call;
import io.atoll.kit.http.Paging;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads items. */
@Integration(type = "${type}", pid = "${package}", title = "${title}")
@Component(configurationPid = "${package}", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Configuration.class, factory = true)
@ResyncKinds(kinds = "item")
public final class ItemResync implements ResyncProvider {

#if($paging == 'page')
    private static final Paging PAGES = Paging.page("page").size("limit", 100).total("/total");
#elseif($paging == 'offset')
    private static final Paging PAGES = Paging.offset("offset").size("limit", 100).total("/total");
#elseif($paging == 'cursor')
    private static final Paging PAGES = Paging.cursor("cursor", "/next").size("limit", 100);
#elseif($paging == 'next')
    private static final Paging PAGES = Paging.nextUrl("/next").size("limit", 100);
#else
    private static final Paging PAGES = Paging.link().size("limit", 100);
#end

    private final Connection connection;

    /** Reads by the connection of the same instance. */
    @Activate
    public ItemResync(@Reference Connection connection) {
        this.connection = connection;
    }

    /**
     * The selector; other keys are refused by name.
     *
     * @param state only items in that state; all if absent
     */
    record ItemSelector(Optional<String> state) {}

    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
#if($paging == 'link')
        Call items = Call.get("items").query(request.selector(ItemSelector.class));
#else
        Call items = Call.get("items").query(request.selector(ItemSelector.class)).items("/items");
#end
        connection.http().read(items, PAGES, sink);
    }
}
