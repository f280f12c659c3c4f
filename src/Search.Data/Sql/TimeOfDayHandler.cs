using System.Data;
using System.Globalization;
using Dapper;

namespace Search.Data.Sql;

/// <summary>Times of day are stored as <c>HH:mm</c>.</summary>
internal sealed class TimeOfDayHandler : SqlMapper.TypeHandler<TimeOnly>
{
    public override TimeOnly Parse(object value) => TimeOnly.ParseExact((string)value, "HH:mm", CultureInfo.InvariantCulture);

    public override void SetValue(IDbDataParameter parameter, TimeOnly value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value.ToString("HH:mm", CultureInfo.InvariantCulture);
    }
}
