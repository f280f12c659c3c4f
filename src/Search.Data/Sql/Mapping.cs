using Dapper;
using Search.Data.Alerts;

namespace Search.Data.Sql;

/// <summary>How columns become properties: <c>snake_case</c> to <c>PascalCase</c>, and our own forms of instants, times of day and lists.</summary>
internal static class Mapping
{
    private static readonly Lazy<bool> Registration = new(Register);

    public static void Ensure() => _ = Registration.Value;

    private static bool Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        // Dapper asks its own table of types first; ours count only for types that are not in it.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(TimeOnly));
        SqlMapper.RemoveTypeMap(typeof(TimeOnly?));
        SqlMapper.RemoveTypeMap(typeof(string));
        SqlMapper.AddTypeHandler(new TextHandler());
        SqlMapper.AddTypeHandler(new TimeHandler());
        SqlMapper.AddTypeHandler(new TimeOfDayHandler());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<string>>());
        SqlMapper.AddTypeHandler(new JsonHandler<AlertFilters>());
        return true;
    }
}
